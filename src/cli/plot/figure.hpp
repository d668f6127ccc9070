#pragma once
// A picture of curves before it is drawn: what every renderer (braille, svg, html) draws alike.

#include "axis.hpp"
#include "curve.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace mltrack::cli {

struct FigureSeries {
  std::string label;
  std::vector<CurvePoint> points;      // by x
  std::vector<CurvePoint> unsmoothed;  // drawn faintly behind; empty if nothing was smoothed
  /// The look: renderers choose colour and stroke by it, the same for the same number.
  std::size_t style = 0;
};

struct Figure {
  std::string title;
  std::string x_title;
  Axis x;
  Axis y;
  std::vector<FigureSeries> series;
};

struct FigureSpec {
  std::string title;
  AxisKind x_kind = AxisKind::count;
  bool logarithmic = false;  // the axis of the values
};

/// Ranges that hold every point that can be drawn, with a little room above and below. On a
/// logarithmic axis values of 0 and below cannot; the line is broken there.
[[nodiscard]] Figure make_figure(const FigureSpec& spec, std::vector<FigureSeries> series);

/// The last finite value; not finite if there is none.
[[nodiscard]] CurvePoint last_drawn(const FigureSeries& series);

/// What a table says of a curve, before smoothing.
struct SeriesSummary {
  bool any = false;  // a finite point; else the rest says nothing
  CurvePoint last;
  double lowest = 0;
  double highest = 0;
};
[[nodiscard]] SeriesSummary summarize(const FigureSeries& series);

/// Moves `wanted` (places of labels beside a picture) apart until neighbours are at least `gap` from
/// each other, all between `low` and `high` as far as there is room. In the order of `wanted`.
[[nodiscard]] std::vector<double> spread(const std::vector<double>& wanted, double gap, double low,
                                         double high);

}  // namespace mltrack::cli
