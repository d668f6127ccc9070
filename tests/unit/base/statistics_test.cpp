#include "mltrack/base/statistics.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

using namespace mltrack;

namespace {

constexpr double inf = std::numeric_limits<double>::infinity();

Moments moments_of(const std::vector<double>& values) {
  Moments moments;
  for (const double value : values) {
    moments.add(value);
  }
  return moments;
}

bool near(double value, double expected, double relative) {
  return std::abs(value - expected) <= relative * std::abs(expected);
}

}  // namespace

TEST_CASE("moments: mean and deviation are those of pandas") {
  const Moments moments = moments_of({0.91, 0.93, 0.95, 0.92});
  CHECK(moments.count() == 4);
  CHECK(moments.mean() == 0.9275);
  CHECK(near(moments.deviation(), 0.017078251276599295, 1e-14));  // pandas.Series.std()
}

TEST_CASE("moments: a large offset costs no digits, equal numbers have no spread") {
  CHECK(moments_of({1e9 + 1, 1e9 + 2, 1e9 + 3}).deviation() == 1);
  CHECK(moments_of({1e15 + 1, 1e15 + 2, 1e15 + 3}).mean() == 1e15 + 2);
  CHECK(moments_of({0.1, 0.1, 0.1}).mean() == 0.1);
  CHECK(moments_of({0.1, 0.1, 0.1}).deviation() == 0);
  CHECK(moments_of({1e308, -1e308, 1e308}).mean() == doctest::Approx(1e308 / 3));
  Moments many;
  for (int i = 0; i < 1'000'000; ++i) {
    many.add(0.1);
    many.add(0.3);
  }
  CHECK(near(many.mean(), 0.2, 1e-15));
  CHECK(near(many.deviation(), 0.1 * std::sqrt(2e6 / (2e6 - 1)), 1e-12));
}

TEST_CASE("moments: too few numbers have no deviation, none have no mean") {
  CHECK(std::isnan(Moments().mean()));
  CHECK(std::isnan(Moments().deviation()));
  CHECK(moments_of({0.5}).mean() == 0.5);
  CHECK(std::isnan(moments_of({0.5}).deviation()));
}

TEST_CASE("moments: infinities and NaN") {
  CHECK(moments_of({1, inf, 2, inf}).mean() == inf);
  CHECK(moments_of({-inf, 1}).mean() == -inf);
  CHECK(std::isnan(moments_of({inf, -inf}).mean()));
  CHECK(std::isnan(moments_of({1, inf, 2}).deviation()));
  CHECK(std::isnan(moments_of({1, std::nan(""), 2}).mean()));
}

TEST_CASE("median: the middle, or between the two in the middle") {
  CHECK(median({3, 1, 2}) == 2);
  CHECK(median({4, 1, 3, 2}) == 2.5);
  CHECK(median({7}) == 7);
  CHECK(median({inf, inf}) == inf);
  CHECK(median({1e308, 1.5e308}) == 1.25e308);
  CHECK(std::isnan(median({})));
  CHECK(std::isnan(median({1, std::nan(""), 2})));
}

TEST_CASE("student_t_quantile: the values of scipy 1.17.1, scipy.stats.t.ppf(p, df)") {
  struct Known {
    double p, degrees, quantile;
  };
  for (const Known& known : {
           Known{0.975, 1, 12.706204736174694},   Known{0.975, 2, 4.302652729749462},
           Known{0.975, 3, 3.1824463052837078},   Known{0.975, 4, 2.7764451051977934},
           Known{0.975, 5, 2.5705818356363146},   Known{0.975, 9, 2.262157162798205},
           Known{0.975, 10, 2.228138851986274},   Known{0.975, 29, 2.045229642132703},
           Known{0.975, 30, 2.0422724563012378},  Known{0.975, 39, 2.022690920036761},
           Known{0.975, 40, 2.021075390306273},   Known{0.975, 59, 2.000995378088267},
           Known{0.975, 99, 1.9842169515864174},  Known{0.975, 100, 1.9839715185235518},
           Known{0.975, 999, 1.9623414611334493}, Known{0.975, 99999, 1.9599877077718442},
           Known{0.975, 1e6, 1.959966356814107},  Known{0.9, 1, 3.0776835371752544},
           Known{0.9, 40, 1.3030770526071949},    Known{0.9999999, 3, 222.57159098625124},
           Known{0.025, 7, -2.3646242515927844},
       }) {
    CAPTURE(known.p);
    CAPTURE(known.degrees);
    // 1 - 0.9999999 has lost ten digits already.
    CHECK(near(student_t_quantile(known.p, known.degrees), known.quantile,
               known.p > 0.99 ? 1e-8 : 1e-11));
  }
  CHECK(student_t_quantile(0.5, 3) == 0);
}
