#include "condition_tree.hpp"

#include <algorithm>
#include <utility>

namespace mltrack::search {

ConditionTree::ConditionTree(Conjunction conjunction, const Schema& schema) {
  for (Comparison& comparison : conjunction) {
    ConditionTree& child = children_.emplace_back(Conjunction{}, schema);
    child.kind_ = Expression::Kind::comparison;
    child.condition_.emplace(std::move(comparison), schema, Dialect::mlflow);
    child.cost_ = child.condition_->cost();
  }
  if (!has_refused()) {
    sort_by_cost();
  }
}

ConditionTree::ConditionTree(Expression expression, const Schema& schema) : kind_(expression.kind) {
  if (kind_ == Expression::Kind::comparison) {
    condition_.emplace(std::move(expression.comparison), schema, Dialect::extended);
    cost_ = condition_->cost();
    return;
  }
  for (Expression& child : expression.children) {
    children_.emplace_back(std::move(child), schema);
  }
  sort_by_cost();
}

void ConditionTree::sort_by_cost() {
  std::stable_sort(
      children_.begin(), children_.end(),
      [](const ConditionTree& a, const ConditionTree& b) { return a.cost_ < b.cost_; });
  cost_ = children_.empty() ? 0 : children_.back().cost_;
}

bool ConditionTree::is(Truth wanted, const Record& record) const {
  const auto is_wanted = [&](const ConditionTree& child) { return child.is(wanted, record); };
  switch (kind_) {
    case Expression::Kind::comparison:
      return condition_->judge(record) == wanted;
    case Expression::Kind::negation:
      return children_.front().is(truth(wanted == Truth::no), record);
    default:
      break;
  }
  // All of them make an AND true and an OR false, one is enough for the contrary.
  return (kind_ == Expression::Kind::all) == (wanted == Truth::yes)
             ? std::all_of(children_.begin(), children_.end(), is_wanted)
             : std::any_of(children_.begin(), children_.end(), is_wanted);
}

bool ConditionTree::has_refused() const {
  return condition_ ? condition_->is_refused()
                    : std::any_of(children_.begin(), children_.end(),
                                  [](const ConditionTree& child) { return child.has_refused(); });
}

void ConditionTree::refuse_with(const Error& refusal, Wording wording) {
  if (condition_ && condition_->is_refused()) {
    condition_->refuse_with(refusal, wording);
  }
  for (ConditionTree& child : children_) {
    child.refuse_with(refusal, wording);
  }
}

}  // namespace mltrack::search
