#include "cli/downsample.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace mltrack;
using namespace mltrack::cli;

namespace {

std::vector<double> kept(std::size_t limit, const std::vector<double>& values) {
  Downsampler downsampler(limit);
  std::int64_t step = 0;
  for (const double value : values) {
    downsampler.add({.key = "loss", .value = value, .timestamp = 0, .step = step++});
  }
  std::vector<double> result;
  std::int64_t last = -1;
  for (const Metric& point : downsampler.points()) {
    CHECK(point.step > last);  // in order, none twice
    last = point.step;
    result.push_back(point.value);
  }
  return result;
}

}  // namespace

TEST_CASE("downsample: no more points than the limit are kept as they are") {
  CHECK(kept(10, {}).empty());
  CHECK(kept(10, {3, 1, 2}) == std::vector<double>{3, 1, 2});
  CHECK(kept(4, {4, 3, 2, 1}) == std::vector<double>{4, 3, 2, 1});
}

TEST_CASE("downsample: the lowest and the highest of each bucket stay, in their order") {
  CHECK(kept(2, {5, 1, 9, 3}) == std::vector<double>{1, 9});
  CHECK(kept(4, {5, 1, 9, 3, 7, 0, 2, 8}) == std::vector<double>{1, 9, 0, 8});
}

TEST_CASE("downsample: a single peak in a million points is not lost, nor are there too many") {
  for (const std::size_t limit : {2U, 3U, 10U, 11U, 500U}) {
    std::vector<double> values(100'003, 0.5);
    values[77'777] = 9;
    values[33'333] = -9;
    const auto points = kept(limit, values);
    CHECK(points.size() <= limit);
    CHECK(points.size() >= 2);
    CHECK(std::count(points.begin(), points.end(), 9.0) == 1);
    CHECK(std::count(points.begin(), points.end(), -9.0) == 1);
  }
}

TEST_CASE("downsample: NaN stays only where there is nothing else; infinity is a peak") {
  const double nan = std::nan("");
  const auto mixed = kept(2, {nan, 1, nan, 2, nan});
  CHECK(mixed == std::vector<double>{1, 2});
  const auto all = kept(2, {nan, nan, nan});
  CHECK(all.size() == 1);
  CHECK(std::isnan(all.front()));
  CHECK(kept(2, {1, INFINITY, 2}) == std::vector<double>{1, INFINITY});
}
