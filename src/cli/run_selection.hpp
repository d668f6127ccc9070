#pragma once
// Which runs are meant: the experiments, --since and a filter.

#include "context.hpp"
#include "experiment_selection.hpp"
#include "flags.hpp"

#include "mltrack/entities/queries.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace mltrack::cli {

class RunSelection {
 public:
  void declare(Flags& flags);
  /// Whether an option says anything.
  [[nodiscard]] bool is_given() const { return since_ || experiments_.is_given(); }
  /// The search for these runs among those of `view`; order and number of results are the caller's.
  [[nodiscard]] RunQuery query(Context& context, std::string filter, ViewType view) const;

 private:
  [[nodiscard]] std::optional<std::int64_t> started_since(Context& context) const;

  std::optional<std::string> since_;
  ExperimentSelection experiments_;
};

}  // namespace mltrack::cli
