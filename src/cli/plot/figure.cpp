#include "figure.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace mltrack::cli {
namespace {

struct Range {
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();

  void take(double value) {
    low = std::min(low, value);
    high = std::max(high, value);
  }
  [[nodiscard]] bool is_empty() const { return low > high; }
};

const char* title_of(AxisKind kind) {
  return kind == AxisKind::time   ? "time (UTC)"
         : kind == AxisKind::span ? "since its first point"
                                  : "step";
}

}  // namespace

Figure make_figure(const FigureSpec& spec, std::vector<FigureSeries> series) {
  Range x;
  Range y;
  for (FigureSeries& one : series) {
    for (auto* points : {&one.points, &one.unsmoothed}) {
      for (CurvePoint& point : *points) {
        if (spec.logarithmic && !(point.y > 0)) {
          point.y = std::nan("");
        }
        if (std::isfinite(point.y)) {
          x.take(point.x);
          y.take(point.y);
        }
      }
    }
  }
  constexpr double room = 0.04;
  const auto y_kind = spec.logarithmic ? AxisKind::logarithm : AxisKind::value;
  const Range empty{.low = spec.logarithmic ? 0.1 : 0, .high = 1};
  x = x.is_empty() ? empty : x;
  y = y.is_empty() ? empty : y;
  std::string x_title = title_of(spec.x_kind);
  constexpr std::size_t date_length = 10;
  if (spec.x_kind == AxisKind::time) {
    x_title += ", " + axis_value_text(AxisKind::time, x.low).substr(0, date_length);
  }
  return {.title = spec.title,
          .x_title = std::move(x_title),
          .x = {spec.x_kind, x.low, x.high},
          .y = Axis(y_kind, y.low, y.high).padded(room),
          .series = std::move(series)};
}

CurvePoint last_drawn(const FigureSeries& series) {
  for (auto point = series.points.rbegin(); point != series.points.rend(); ++point) {
    if (std::isfinite(point->y)) {
      return *point;
    }
  }
  return {0, std::nan("")};
}

SeriesSummary summarize(const FigureSeries& series) {
  SeriesSummary summary;
  for (const CurvePoint& point : series.unsmoothed.empty() ? series.points : series.unsmoothed) {
    if (!std::isfinite(point.y)) {
      continue;
    }
    summary.lowest = summary.any ? std::min(summary.lowest, point.y) : point.y;
    summary.highest = summary.any ? std::max(summary.highest, point.y) : point.y;
    summary.last = point;
    summary.any = true;
  }
  return summary;
}

std::vector<double> spread(const std::vector<double>& wanted, double gap, double low, double high) {
  std::vector<std::size_t> order(wanted.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return wanted[a] < wanted[b]; });
  std::vector<double> places(wanted.size());
  double least = low;
  for (const std::size_t i : order) {
    places[i] = std::max(wanted[i], least);
    least = places[i] + gap;
  }
  double most = high;
  for (auto i = order.rbegin(); i != order.rend(); ++i) {
    places[*i] = std::max(std::min(places[*i], most), low);
    most = places[*i] - gap;
  }
  return places;
}

}  // namespace mltrack::cli
