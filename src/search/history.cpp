#include "mltrack/search/history.hpp"

#include <cmath>

namespace mltrack::search {
namespace {

bool wants_largest(Function function) {
  return function == Function::max || function == Function::argmax;
}

}  // namespace

/// NaN gives way to every number.
bool HistoryFunction::is_better(double value, double than) const {
  return std::isnan(than) ? !std::isnan(value)
                          : (wants_largest(function_) ? value > than : value < than);
}

void HistoryFunction::take_extreme(const Metric& point) {
  if (!chosen_ || is_better(point.value, chosen_->value) ||
      (point.value == chosen_->value && point.step < chosen_->step)) {
    chosen_ = point;
  }
}

void HistoryFunction::take(const Metric& point) {
  ++count_;
  switch (function_) {
    case Function::mean:
      if (!std::isnan(point.value)) {
        ++real_count_;
        sum_ += point.value;
      }
      break;
    case Function::first:
      if (!chosen_ || is_later(*chosen_, point)) {
        chosen_ = point;
      }
      break;
    case Function::at:
      if (point.step == step_ && (!chosen_ || is_later(point, *chosen_))) {
        chosen_ = point;
      }
      break;
    case Function::count:
      break;
    default:
      take_extreme(point);
  }
}

Value HistoryFunction::value() const {
  if (function_ == Function::count) {
    return static_cast<double>(count_);
  }
  if (function_ == Function::mean) {
    return count_ == 0 ? Value() : Value(sum_ / static_cast<double>(real_count_));
  }
  if (!chosen_) {
    return {};
  }
  if (function_ == Function::argmin || function_ == Function::argmax) {
    // Where every value is NaN none of them is the extreme.
    return std::isnan(chosen_->value) ? Value() : Value(static_cast<double>(chosen_->step));
  }
  return chosen_->value;
}

}  // namespace mltrack::search
