#include "mltrack/search/history.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <vector>

using namespace mltrack;
using namespace mltrack::search;

namespace {

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

struct Point {
  double value;
  std::int64_t step;
  std::int64_t timestamp = 0;
};

Value of(Function function, const std::vector<Point>& points, std::int64_t step = 0) {
  HistoryFunction result({FieldKind::metric, "m", function, step});
  for (const Point& point : points) {
    Metric metric;
    metric.value = point.value;
    metric.step = point.step;
    metric.timestamp = point.timestamp;
    result.take(metric);
  }
  return result.value();
}

const std::vector<Point> points{{0.5, 2}, {0.9, 1}, {not_a_number, 3},
                                {0.1, 5}, {0.9, 0}, {0.1, 7}};

}  // namespace

TEST_CASE("history: extremes and the mean leave NaN out") {
  CHECK(of(Function::min, points) == Value(0.1));
  CHECK(of(Function::max, points) == Value(0.9));
  CHECK(std::get<double>(of(Function::mean, points)) == doctest::Approx(0.5));
}

TEST_CASE("history: of equal extremes the first step counts") {
  CHECK(of(Function::argmin, points) == Value(5.0));
  CHECK(of(Function::argmax, points) == Value(0.0));
}

TEST_CASE("history: first is by step and time, not by line") {
  CHECK(of(Function::first, points) == Value(0.9));
  CHECK(of(Function::first, {{1, 3, 9}, {2, 3, 4}, {3, 3, 5}}) == Value(2.0));
}

TEST_CASE("history: at a step logged twice the later value counts, as MLflow's latest does") {
  CHECK(of(Function::at, {{1, 3, 4}, {2, 3, 9}, {3, 4, 9}}, 3) == Value(2.0));
  CHECK(of(Function::at, points, 6) == Value());
}

TEST_CASE("history: of nothing there is nothing but a count") {
  for (const Function function : {Function::min, Function::max, Function::mean, Function::first,
                                  Function::at, Function::argmin, Function::argmax}) {
    CHECK(of(function, {}) == Value());
  }
  CHECK(of(Function::count, {}) == Value(0.0));
  CHECK(of(Function::count, points) == Value(6.0));
}

TEST_CASE("history: of NaN alone the extremes are NaN, and at no step") {
  const std::vector<Point> broken{{not_a_number, 1}, {not_a_number, 2}};
  CHECK(std::isnan(std::get<double>(of(Function::max, broken))));
  CHECK(std::isnan(std::get<double>(of(Function::mean, broken))));
  CHECK(of(Function::argmin, broken) == Value());
}
