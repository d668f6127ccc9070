#pragma once
// Conditions joined by AND, OR and NOT, asked in the order in which they need the least reading.

#include "ast.hpp"
#include "evaluator.hpp"

#include "mltrack/search/record.hpp"
#include "mltrack/search/schema.hpp"

#include <optional>
#include <vector>

namespace mltrack::search {

/// Immutable once made, so that threads may share it.
class ConditionTree {
 public:
  /// MLflow's: all of them. Where MLflow refuses one when it meets a record they stay in the order
  /// of the text, for a false one before it hides it.
  ConditionTree(Conjunction conjunction, const Schema& schema);
  /// Our own, checked by its parser.
  ConditionTree(Expression expression, const Schema& schema);

  /// Whether the record gives this truth, yes or no. Three-valued as in SQL: AND is the least, OR
  /// the greatest of its parts, NOT unknown is unknown. Asks no more than this takes.
  [[nodiscard]] bool is(Truth wanted, const Record& record) const;

  /// Whether MLflow refuses one of the conditions when it meets a record.
  [[nodiscard]] bool has_refused() const;
  /// Tells these refusals in the words of another.
  void refuse_with(const Error& refusal, Wording wording);

 private:
  void sort_by_cost();

  Expression::Kind kind_ = Expression::Kind::all;
  std::optional<Condition> condition_;   // of a comparison
  std::vector<ConditionTree> children_;  // of the others
  int cost_ = 0;
};

}  // namespace mltrack::search
