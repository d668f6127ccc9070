#pragma once
// MLflow: Metric, one point of a series.

#include <cstdint>
#include <string>

namespace mltrack {

struct Metric {
  std::string key;
  double value = 0;            // NaN and infinities are values like any other
  std::int64_t timestamp = 0;  // ms since the epoch
  std::int64_t step = 0;       // may be negative
  // MLflow 3: the dataset on which the value was measured, both or none, and the logged model of
  // which it was measured ("" if none).
  std::string dataset_name;
  std::string dataset_digest;
  std::string model_id;
  bool operator==(const Metric&) const = default;
};

/// MLflow's rule for the "latest" point of a key: the greatest by (step, timestamp, value). NaN
/// compares false, so of equal step and timestamp a NaN that came first stays and one that comes
/// later never wins.
[[nodiscard]] inline bool is_later(const Metric& a, const Metric& than) {
  if (a.step != than.step) {
    return a.step > than.step;
  }
  if (a.timestamp != than.timestamp) {
    return a.timestamp > than.timestamp;
  }
  return a.value > than.value;
}

}  // namespace mltrack
