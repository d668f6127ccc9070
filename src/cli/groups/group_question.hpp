#pragma once
// --group-by, --ignore and --agg: what makes a group, and what is computed of each.

#include "aggregate.hpp"
#include "context.hpp"
#include "flags.hpp"

#include "mltrack/search/record.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace mltrack::cli {

/// A field that was asked for, by the name that was given.
struct NamedField {
  std::string name;
  search::Field field;
};

/// A column of an answer: an aggregate of one of the measures.
struct AggregateColumn {
  Aggregate aggregate = Aggregate::n;
  std::size_t measure = 0;
};

struct GroupQuestion {
  /// By what runs are grouped; experiment_id and experiment_name, which no filter knows, too.
  std::vector<NamedField> keys;
  /// Not by keys but by all params other than these.
  bool by_other_params = false;
  std::vector<std::string> ignored;  // the keys of params
  std::vector<NamedField> measures;
  std::vector<AggregateColumn> columns;
};

/// `mean(metrics.auc)`
[[nodiscard]] std::string column_name(const GroupQuestion& question, const AggregateColumn& column);

class GroupOptions {
 public:
  void declare(Flags& flags);
  /// Whether runs are to be grouped at all.
  [[nodiscard]] bool given() const;
  /// Throws Error::invalid for what is no field or no aggregate.
  [[nodiscard]] GroupQuestion question(Context& context) const;

 private:
  std::vector<std::string> group_by_;
  std::vector<std::string> ignore_;
  std::vector<std::string> aggregates_;
};

}  // namespace mltrack::cli
