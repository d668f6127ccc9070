#include "cli/plot/curve.hpp"

#include "cli/plot/smoothing.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

using mltrack::cli::Curve;
using mltrack::cli::CurvePoint;
using mltrack::cli::Smoother;

namespace {

double lowest(const std::vector<CurvePoint>& points) {
  return std::min_element(points.begin(), points.end(),
                          [](const auto& a, const auto& b) { return a.y < b.y; })
      ->y;
}
double highest(const std::vector<CurvePoint>& points) {
  return std::max_element(points.begin(), points.end(),
                          [](const auto& a, const auto& b) { return a.y < b.y; })
      ->y;
}

}  // namespace

TEST_CASE("a curve of few points keeps them all, by x, equal x in the order they came") {
  Curve curve(10);
  for (const CurvePoint point : {CurvePoint{2, 20}, {1, 10}, {2, 21}, {0, 5}}) {
    curve.add(point);
  }
  CHECK(curve.points() == std::vector<CurvePoint>{{0, 5}, {1, 10}, {2, 20}, {2, 21}});
  CHECK(curve.count() == 4);
}

TEST_CASE("a curve of a million points keeps every peak in the space of a few columns") {
  constexpr std::size_t columns = 50;
  Curve curve(columns);
  for (int i = 0; i < 1'000'000; ++i) {
    const double y = i == 123'456 ? 9.0 : i == 987'654 ? -9.0 : std::sin(i * 1e-5);
    curve.add({static_cast<double>(i), y});
  }
  const auto points = curve.points();
  CHECK(points.size() <= columns * 2 * 4);
  CHECK(points.size() > columns);
  CHECK(highest(points) == 9.0);
  CHECK(lowest(points) == -9.0);
  CHECK(points.front() == CurvePoint{0, 0});
  CHECK(points.back().x == 999'999);
  CHECK(std::is_sorted(points.begin(), points.end(),
                       [](const auto& a, const auto& b) { return a.x < b.x; }));
  CHECK(curve.count() == 1'000'000);
}

TEST_CASE("a curve grows downwards as well, when points come backwards") {
  Curve curve(8);
  for (int i = 10'000; i >= -10'000; --i) {
    curve.add({static_cast<double>(i), i == -7'000 ? 5.0 : 0.0});
  }
  const auto points = curve.points();
  CHECK(points.front().x == -10'000);
  CHECK(points.back().x == 10'000);
  CHECK(highest(points) == 5.0);
}

TEST_CASE("a stretch without a finite value stays a gap, a single one among many does not") {
  Curve curve(10);
  for (int i = 0; i < 10'000; ++i) {
    const bool bad = (i >= 3'000 && i < 7'000) || i == 100;
    curve.add({static_cast<double>(i), bad ? std::nan("") : 1.0});
  }
  std::size_t gaps = 0;
  for (const CurvePoint& point : curve.points()) {
    gaps += std::isfinite(point.y) ? 0 : 1;
    CHECK((std::isfinite(point.y) || (point.x >= 3'000 && point.x < 7'000)));
  }
  CHECK(gaps > 0);
  CHECK(curve.finite_count() == 10'000 - 4'001);
}

TEST_CASE("the widest range of steps does not overflow") {
  Curve curve(4);
  for (int i = 0; i < 100; ++i) {
    curve.add({static_cast<double>(i), 1});
  }
  curve.add({static_cast<double>(std::numeric_limits<std::int64_t>::max()), 2});
  curve.add({static_cast<double>(std::numeric_limits<std::int64_t>::min()), 3});
  const auto points = curve.points();
  CHECK(points.front().y == 3);
  CHECK(points.back().y == 2);
}

TEST_CASE("smoothing is TensorBoard's: the first value stays, weights of older ones fade") {
  Smoother smoother(0.5);
  CHECK(smoother.next(4) == 4);
  // (0.25*4 + 0.5*1) / 0.75
  CHECK(smoother.next(1) == doctest::Approx(2.0));
  CHECK(std::isnan(smoother.next(std::nan(""))));
  // (0.125*4 + 0.25*1 + 0.5*2) / 0.875
  CHECK(smoother.next(2) == doctest::Approx(2.0));
}

TEST_CASE("smoothing with weight 0 changes nothing, and what is constant stays so") {
  Smoother none(0);
  CHECK(none.next(1.5) == 1.5);
  CHECK(none.next(-3) == -3);
  Smoother strong(0.99);
  for (int i = 0; i < 50; ++i) {
    CHECK(strong.next(7) == doctest::Approx(7));
  }
}
