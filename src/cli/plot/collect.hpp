#pragma once
// From histories in a store to curves, point by point: nothing is held but what is drawn.

#include "axis.hpp"
#include "figure.hpp"

#include "mltrack/store/store.hpp"

#include <cstddef>
#include <string>

namespace mltrack::cli {

struct CollectOptions {
  AxisKind x = AxisKind::count;
  double smoothing = 0;       // 0 to below 1
  std::size_t columns = 300;  // how finely it will be drawn
};

struct CollectedSeries {
  FigureSeries series;
  std::size_t points = 0;
  std::size_t not_finite = 0;
  std::size_t not_positive = 0;  // finite, but 0 or below: not on a logarithmic axis
  bool one_x = false;            // all stand at the same place of the x axis
};

/// The history of `key`. An unknown key gives no points.
[[nodiscard]] CollectedSeries collect_series(Store& store, const std::string& run_id,
                                             const std::string& key, const CollectOptions& options);

}  // namespace mltrack::cli
