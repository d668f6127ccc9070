#include "cli/groups/aggregate.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

using namespace mltrack::cli;

TEST_CASE("aggregate: what pandas and scipy make of the same values") {
  // pandas.Series([1, 2, 4, 9.5]); scipy.stats.t.ppf(0.975, 3) * sem
  const std::vector<double> values{1, 2, 4, 9.5};
  CHECK(compute_aggregate(Aggregate::n, values) == 4);
  CHECK(compute_aggregate(Aggregate::sum, values) == 16.5);
  CHECK(compute_aggregate(Aggregate::min, values) == 1);
  CHECK(compute_aggregate(Aggregate::max, values) == 9.5);
  CHECK(compute_aggregate(Aggregate::mean, values) == 4.125);
  CHECK(compute_aggregate(Aggregate::median, values) == 3);
  CHECK(*compute_aggregate(Aggregate::std, values) ==
        doctest::Approx(3.79418414594407).epsilon(1e-12));
  CHECK(*compute_aggregate(Aggregate::ci95, values) == doctest::Approx(6.0374).epsilon(1e-4));
}

TEST_CASE("aggregate: too few values give nothing, and n says how few") {
  CHECK(compute_aggregate(Aggregate::n, {}) == 0);
  for (const Aggregate aggregate : {Aggregate::sum, Aggregate::mean, Aggregate::min, Aggregate::max,
                                    Aggregate::median, Aggregate::std, Aggregate::ci95}) {
    CHECK_FALSE(compute_aggregate(aggregate, {}).has_value());
  }
  CHECK(compute_aggregate(Aggregate::mean, {2}) == 2);
  CHECK_FALSE(compute_aggregate(Aggregate::std, {2}).has_value());
  CHECK_FALSE(compute_aggregate(Aggregate::ci95, {2}).has_value());
  CHECK(compute_aggregate(Aggregate::ci95, {2, 2}) == 0);
}

TEST_CASE("aggregate: an infinity is a value, and leaves no spread") {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  CHECK(compute_aggregate(Aggregate::mean, {1, infinity}) == infinity);
  CHECK(compute_aggregate(Aggregate::max, {1, infinity}) == infinity);
  CHECK(std::isnan(*compute_aggregate(Aggregate::std, {1, infinity})));
}

TEST_CASE("aggregate: every name is found, and no other") {
  for (const std::string_view name : aggregate_names()) {
    const auto found = find_aggregate(name);
    REQUIRE(found.has_value());
    CHECK(aggregate_name(*found) == name);
  }
  CHECK_FALSE(find_aggregate("average").has_value());
}
