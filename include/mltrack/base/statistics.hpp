#pragma once
// What a few numbers have in common: mean and spread, median, and how sure one may be of a mean.

#include <cstddef>
#include <vector>

namespace mltrack {

/// Count, mean and spread of numbers that come one by one, by Welford's method: no sum of squares
/// that could cancel, and nothing is kept. NaN is a number like others and makes the rest NaN.
class Moments {
 public:
  void add(double value);

  [[nodiscard]] std::size_t count() const { return count_; }
  /// NaN if there are none. Of infinities of one sign it is that infinity.
  [[nodiscard]] double mean() const;
  /// The sample standard deviation (n - 1), as pandas has it. NaN for fewer than two numbers, or if
  /// one of them is not finite.
  [[nodiscard]] double deviation() const;

 private:
  std::size_t count_ = 0;
  // Wider than the numbers, so that the mean of the largest ones does not overflow.
  long double mean_ = 0;     // of the finite ones
  long double squares_ = 0;  // of their distances from it
  std::size_t finite_ = 0;
  double infinite_ = 0;  // the sum of the others
};

/// The middle number, or the mean of the two in the middle. NaN if there are none, or one is NaN.
[[nodiscard]] double median(std::vector<double> values);

/// The number below which a share `p` of Student's t distribution lies: 2.776 for p = 0.975 and 4
/// degrees of freedom. `p` is above 0 and below 1, `degrees` at least 1. Right to at least 11
/// digits.
[[nodiscard]] double student_t_quantile(double p, double degrees);

}  // namespace mltrack
