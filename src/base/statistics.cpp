#include "mltrack/base/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace mltrack {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// log(gamma(a + 1/2) / gamma(a)). The difference of two logarithms cancels for large a; there the
/// asymptotic series is exact to the last digits.
double log_gamma_ratio(double a) {
  constexpr double series_is_exact = 25;
  if (a < series_is_exact) {
    // lgamma_r, because lgamma writes a global.
    int sign = 0;
    return ::lgamma_r(a + 0.5, &sign) - ::lgamma_r(a, &sign);
  }
  const double b = 1 / (a * a);
  return 0.5 * std::log(a) +
         (-1.0 / 8 + b * (1.0 / 192 + b * (-1.0 / 640 + b * (17.0 / 14336)))) / a;
}

/// The continued fraction of the incomplete beta function, by Lentz's method.
double beta_fraction(double x, double a, double b) {
  constexpr int most_terms = 100'000;
  constexpr double tiny = 1e-300;
  constexpr double exact = 1e-16;
  const auto kept_from_zero = [](double value) { return std::abs(value) < tiny ? tiny : value; };
  double c = 1;
  double d = 1 / kept_from_zero(1 - (a + b) * x / (a + 1));
  double result = d;
  for (int m = 1; m < most_terms; ++m) {
    const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / kept_from_zero(1 + even * d);
    c = kept_from_zero(1 + even / c);
    result *= d * c;
    const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / kept_from_zero(1 + odd * d);
    c = kept_from_zero(1 + odd / c);
    result *= d * c;
    if (std::abs(d * c - 1) <= exact) {
      break;
    }
  }
  return result;
}

/// log of the density of Student's t at 0.
double log_density_at_zero(double degrees) {
  return log_gamma_ratio(degrees / 2) - 0.5 * std::log(degrees * std::numbers::pi);
}

/// The share of Student's t beyond `t` >= 0, on one side.
double upper_tail(double t, double degrees) {
  const double square = t * t;
  const double a = degrees / 2;
  // x^a (1 - x)^(1/2) / B(a, 1/2), where x = degrees / (degrees + t^2).
  const double front =
      std::exp(log_gamma_ratio(a) - 0.5 * std::log(std::numbers::pi) -
               a * std::log1p(square / degrees) + 0.5 * std::log(square / (degrees + square)));
  const double x = degrees / (degrees + square);
  // Whichever of the two fractions converges fast.
  const bool direct = x < (a + 1) / (a + 2.5);
  const double both_sides =
      t == 0   ? 1
      : direct ? front * beta_fraction(x, a, 0.5) / a
               : 1 - front * beta_fraction(square / (degrees + square), 0.5, a) / 0.5;
  return both_sides / 2;
}

}  // namespace

void Moments::add(double value) {
  ++count_;
  if (!std::isfinite(value)) {
    infinite_ += value;
    return;
  }
  ++finite_;
  const long double distance = value - mean_;
  mean_ += distance / static_cast<long double>(finite_);
  squares_ += distance * (value - mean_);
}

double Moments::mean() const {
  if (count_ == 0) {
    return nan;
  }
  return finite_ == count_ ? static_cast<double>(mean_) : infinite_;
}

double Moments::deviation() const {
  if (count_ < 2 || finite_ != count_) {
    return nan;
  }
  return static_cast<double>(std::sqrt(squares_ / static_cast<long double>(count_ - 1)));
}

double median(std::vector<double> values) {
  const bool has_nan =
      std::any_of(values.begin(), values.end(), [](double value) { return std::isnan(value); });
  if (values.empty() || has_nan) {
    return nan;
  }
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2 == 1) {
    return *middle;
  }
  const double below = *std::max_element(values.begin(), middle);
  return below == *middle ? below : below / 2 + *middle / 2;
}

double student_t_quantile(double p, double degrees) {
  if (p == 0.5) {
    return 0;
  }
  if (p < 0.5) {
    return -student_t_quantile(1 - p, degrees);
  }
  const double tail = 1 - p;
  double low = 0;
  double high = 1;
  while (upper_tail(high, degrees) > tail) {
    low = high;
    high *= 2;
  }
  // Newton's steps, which double the digits, and halving where one would leave the bracket.
  constexpr int most_steps = 200;
  double t = (low + high) / 2;
  for (int i = 0; i < most_steps; ++i) {
    const double excess = upper_tail(t, degrees) - tail;
    (excess > 0 ? low : high) = t;
    const double density =
        std::exp(log_density_at_zero(degrees) - (degrees + 1) / 2 * std::log1p(t * t / degrees));
    double next = t + excess / density;
    if (!(next > low && next < high)) {
      next = (low + high) / 2;
    }
    const bool settled = std::abs(next - t) <= 4 * std::numeric_limits<double>::epsilon() * next;
    t = next;
    if (settled) {
      break;
    }
  }
  return t;
}

}  // namespace mltrack
