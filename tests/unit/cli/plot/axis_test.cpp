#include "cli/plot/axis.hpp"

#include "cli/plot/figure.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <set>
#include <string>
#include <vector>

using namespace mltrack::cli;  // NOLINT(google-build-using-namespace)

namespace {

std::vector<std::string> labels(const Axis& axis, std::size_t most) {
  std::vector<std::string> texts;
  for (const Tick& tick : axis.ticks(most)) {
    texts.push_back(tick.label);
  }
  return texts;
}

using Labels = std::vector<std::string>;

}  // namespace

TEST_CASE("ticks of values are round and written with as many decimals as their step") {
  CHECK(labels({AxisKind::value, 0, 1}, 3) == Labels{"0.0", "0.5", "1.0"});
  CHECK(labels({AxisKind::value, 0.21, 0.29}, 4) == Labels{"0.22", "0.24", "0.26", "0.28"});
  CHECK(labels({AxisKind::value, -2, 2}, 5) == Labels{"-2", "-1", "0", "1", "2"});
  CHECK(labels({AxisKind::value, 0, 3e6}, 4) == Labels{"0", "1M", "2M", "3M"});
  CHECK(labels({AxisKind::count, 0, 50'000}, 6) == Labels{"0", "10k", "20k", "30k", "40k", "50k"});
}

TEST_CASE("steps have no ticks between whole numbers") {
  CHECK(labels({AxisKind::count, 0, 2}, 8) == Labels{"0", "1", "2"});
}

TEST_CASE("a logarithm has decades, and 1, 2, 5 where there is no room for two decades") {
  CHECK(labels({AxisKind::logarithm, 0.0005, 20}, 6) == Labels{"0.001", "0.01", "0.1", "1", "10"});
  CHECK(labels({AxisKind::logarithm, 1.5, 8}, 6) == Labels{"2", "5"});
  CHECK(labels({AxisKind::logarithm, 1e-8, 1}, 4).size() <= 4);
}

TEST_CASE("ticks of times stand at round times of the clock") {
  constexpr double evening = 1'795'463'000;  // 2026-11-23 19:43:20Z
  CHECK(labels({AxisKind::time, evening, evening + 1800}, 4) == Labels{"19:50", "20:00", "20:10"});
  CHECK(labels({AxisKind::time, evening, evening + 10}, 3) ==
        Labels{"19:43:20", "19:43:25", "19:43:30"});
  CHECK(labels({AxisKind::time, evening, evening + 3 * 86'400}, 4) ==
        Labels{"11-24", "11-25", "11-26"});
  CHECK(labels({AxisKind::time, evening, evening + 86'400}, 3) ==
        Labels{"11-24 00:00", "11-24 12:00"});
}

TEST_CASE("ticks of spans are told in the units of clocks") {
  CHECK(labels({AxisKind::span, 0, 90}, 4) == Labels{"0", "30s", "1m", "1m30s"});
  CHECK(labels({AxisKind::span, 0, 7200}, 5) == Labels{"0", "30m", "1h", "1h30m", "2h"});
  CHECK(labels({AxisKind::span, 0, 0.002}, 8) == Labels{"0.000s", "0.001s", "0.002s"});
}

TEST_CASE("any range has ticks within it, no more than asked for, with labels that differ") {
  const double greatest = std::numeric_limits<double>::max();
  const std::vector<std::pair<double, double>> ranges{{0, 1},
                                                      {1e-300, 1e300},
                                                      {-greatest, greatest},
                                                      {5e-324, 1e-320},
                                                      {1e16, 1e16 + 4},
                                                      {-0.001, 1e-9},
                                                      {3, 3},
                                                      {0, 0},
                                                      {0.1, 0.1 + 1e-16},
                                                      {999'999, 1'000'001},
                                                      {-1e5, 3},
                                                      {1.4e9, 1.8e9}};
  for (const AxisKind kind : {AxisKind::value, AxisKind::count, AxisKind::time, AxisKind::span}) {
    for (const auto& [low, high] : ranges) {
      for (const std::size_t most : {1U, 2U, 3U, 5U, 12U}) {
        const Axis axis(kind, low, high);
        CAPTURE(low);
        CAPTURE(high);
        CAPTURE(most);
        std::set<double> values;
        const auto ticks = axis.ticks(most);
        CHECK(ticks.size() <= most);
        for (const Tick& tick : ticks) {
          CHECK(axis.place(tick.value) >= -1e-6);
          CHECK(axis.place(tick.value) <= 1 + 1e-6);
          CHECK(!tick.label.empty());
          values.insert(tick.value);
        }
        CHECK(values.size() == ticks.size());
      }
    }
  }
}

TEST_CASE("places go from 0 to 1, also where the span is beyond a double") {
  const double greatest = std::numeric_limits<double>::max();
  const Axis wide(AxisKind::value, -greatest, greatest);
  CHECK(wide.place(-greatest) == 0);
  CHECK(wide.place(0) == 0.5);
  CHECK(wide.place(greatest) == 1);
  CHECK(wide.padded(0.1).high() == greatest);
  const Axis decades(AxisKind::logarithm, 1, 100);
  CHECK(decades.place(10) == doctest::Approx(0.5));
  CHECK(!std::isfinite(decades.place(0)));
}

TEST_CASE("a figure spans what can be drawn; a logarithm breaks at what is not above 0") {
  const double inf = std::numeric_limits<double>::infinity();
  const std::vector<FigureSeries> series{
      {.label = "a", .points = {{0, 1}, {1, inf}, {2, -4}, {3, 9}}}};
  const Figure plain = make_figure({.title = "loss"}, series);
  CHECK(plain.x.high() == 3);
  CHECK(plain.y.low() < -4);
  CHECK(plain.y.high() > 9);
  CHECK(plain.y.high() < 10);
  const Figure logarithmic = make_figure({.title = "loss", .logarithmic = true}, series);
  CHECK(logarithmic.y.low() > 0);
  CHECK(!std::isfinite(logarithmic.series[0].points[2].y));
  CHECK(last_drawn(logarithmic.series[0]).y == 9);
}

TEST_CASE("a figure without anything to draw is empty and not an error") {
  const Figure figure = make_figure({}, {{.label = "a", .points = {{5, std::nan("")}}}});
  CHECK(std::isnan(last_drawn(figure.series[0]).y));
  CHECK(figure.y.low() < figure.y.high());
}

TEST_CASE("labels are spread until they are apart, in their order, within their range") {
  CHECK(spread({0, 5, 10}, 1, 0, 10) == std::vector<double>{0, 5, 10});
  CHECK(spread({5, 5, 5}, 1, 0, 10) == std::vector<double>{5, 6, 7});
  CHECK(spread({10, 9.5, 10}, 1, 0, 10) == std::vector<double>{9, 8, 10});
  CHECK(spread({}, 1, 0, 10).empty());
}

TEST_CASE("an axis around one value is never without length, however small or large that is") {
  for (const AxisKind kind : {AxisKind::value, AxisKind::count, AxisKind::time, AxisKind::span}) {
    for (const double value : {5e-324, -5e-324, 1e-310, 9e18, -9e18, 1e300}) {
      const Axis axis(kind, value, value);
      CHECK(axis.low() < axis.high());
      CHECK(axis.place(value) == doctest::Approx(0.5));
    }
  }
}
