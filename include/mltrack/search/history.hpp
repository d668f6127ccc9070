#pragma once
// min, max, mean and the others over the points of a metric.

#include "mltrack/entities/metric.hpp"
#include "mltrack/search/record.hpp"

#include <cstdint>
#include <optional>

namespace mltrack::search {

/// Takes the points one by one, in any order; needs no memory for them.
class HistoryFunction {
 public:
  /// `field.function` is one of a history (is_of_history).
  explicit HistoryFunction(const Field& field) : function_(field.function), step_(field.argument) {}

  void take(const Metric& point);
  /// What a metric without points gives: 0 for `count`, else missing.
  [[nodiscard]] Value value() const;

 private:
  void take_extreme(const Metric& point);
  [[nodiscard]] bool is_better(double value, double than) const;

  Function function_;
  std::int64_t step_;
  std::int64_t count_ = 0;        // of all points
  std::int64_t real_count_ = 0;   // without NaN
  double sum_ = 0;                // of the real ones
  std::optional<Metric> chosen_;  // the extreme, the first, or the latest of the step
};

}  // namespace mltrack::search
