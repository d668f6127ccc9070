#include "collect.hpp"

#include "smoothing.hpp"

#include <cmath>
#include <optional>

namespace mltrack::cli {

CollectedSeries collect_series(Store& store, const std::string& run_id, const std::string& key,
                               const CollectOptions& options) {
  constexpr double ms_per_second = 1000;
  CollectedSeries result;
  Smoother smoother(options.smoothing);
  Curve drawn(options.columns);
  Curve unsmoothed(options.columns);
  std::optional<std::int64_t> first_time;
  std::optional<double> first_x;
  bool one_x = true;
  store.metric_history(run_id, key, [&](const Metric& point) {
    first_time = first_time.value_or(point.timestamp);
    double x = static_cast<double>(point.step);
    if (options.x == AxisKind::time) {
      x = static_cast<double>(point.timestamp) / ms_per_second;
    } else if (options.x == AxisKind::span) {
      x = (static_cast<double>(point.timestamp) - static_cast<double>(*first_time)) / ms_per_second;
    }
    first_x = first_x.value_or(x);
    one_x = one_x && x == *first_x;
    result.not_positive += point.value <= 0 && std::isfinite(point.value) ? 1 : 0;
    drawn.add({x, smoother.next(point.value)});
    if (options.smoothing > 0) {
      unsmoothed.add({x, point.value});
    }
    return true;
  });
  result.points = drawn.count();
  result.not_finite = drawn.count() - drawn.finite_count();
  result.one_x = one_x && drawn.count() > 1;
  result.series.points = drawn.points();
  result.series.unsmoothed = unsmoothed.points();
  return result;
}

}  // namespace mltrack::cli
