#pragma once
// What is known of a run that goes on: its state, and of each metric the last value and the course.

#include "trend.hpp"

#include "mltrack/entities/run.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace mltrack::cli {

struct WatchedMetric {
  Metric last;  // by MLflow's rule: of the highest step
  double lowest = 0;
  double highest = 0;
  std::size_t points = 0;
  Trend trend;
};

class WatchedRun {
 public:
  explicit WatchedRun(RunInfo run_info) : info(std::move(run_info)) {}

  RunInfo info;
  std::map<std::string, WatchedMetric> metrics;

  void take(const Metric& point);

  /// RUNNING or SCHEDULED.
  [[nodiscard]] bool goes_on() const;
  /// The name, or the beginning of the id.
  [[nodiscard]] std::string label() const;
  /// The highest step of all metrics; nothing without a point.
  [[nodiscard]] std::optional<std::int64_t> step() const { return step_; }
  /// When the newest point was logged, ms.
  [[nodiscard]] std::optional<std::int64_t> last_time() const { return last_time_; }
  /// Over the last steps; nothing before there are two at different times.
  [[nodiscard]] std::optional<double> steps_per_second() const;

 private:
  struct Moment {
    std::int64_t step = 0;
    std::int64_t time = 0;
  };

  std::optional<std::int64_t> step_;
  std::optional<std::int64_t> last_time_;
  std::array<Moment, 32> moments_{};  // a ring: when the last steps began
  std::size_t moment_count_ = 0;
};

}  // namespace mltrack::cli
