#include "watched_run.hpp"

#include "short_id.hpp"

#include <algorithm>
#include <cmath>

namespace mltrack::cli {

void WatchedRun::take(const Metric& point) {
  WatchedMetric& metric = metrics[point.key];
  if (metric.points == 0 || is_later(point, metric.last)) {
    metric.last = point;
  }
  if (!std::isnan(point.value)) {
    const bool first = metric.points == 0 || std::isnan(metric.lowest);
    metric.lowest = first ? point.value : std::min(metric.lowest, point.value);
    metric.highest = first ? point.value : std::max(metric.highest, point.value);
  } else if (metric.points == 0) {
    metric.lowest = metric.highest = point.value;
  }
  ++metric.points;
  metric.trend.add(point.value);
  if (!step_ || point.step > *step_) {
    step_ = point.step;
    moments_[moment_count_++ % moments_.size()] = {point.step, point.timestamp};
  }
  last_time_ = std::max(last_time_.value_or(point.timestamp), point.timestamp);
}

bool WatchedRun::goes_on() const {
  return info.status == RunStatus::running || info.status == RunStatus::scheduled;
}

std::string WatchedRun::label() const {
  return info.run_name.empty() ? info.run_id.substr(0, short_id) : info.run_name;
}

std::optional<double> WatchedRun::steps_per_second() const {
  if (moment_count_ < 2) {
    return std::nullopt;
  }
  const std::size_t size = moments_.size();
  const Moment& oldest = moments_[moment_count_ <= size ? 0 : moment_count_ % size];
  const Moment& newest = moments_[(moment_count_ - 1) % size];
  constexpr double ms_per_second = 1000;
  const auto span = static_cast<double>(newest.time) - static_cast<double>(oldest.time);
  if (span <= 0) {
    return std::nullopt;
  }
  return (static_cast<double>(newest.step) - static_cast<double>(oldest.step)) / span *
         ms_per_second;
}

}  // namespace mltrack::cli
