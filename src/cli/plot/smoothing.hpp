#pragma once
// Exponential smoothing as TensorBoard's charts do it.

#include <cstddef>

namespace mltrack::cli {

/// A running average in which each older point counts `weight` times as much as the next one. The
/// first points are not drawn towards zero (the average is divided by the sum of its weights). What
/// is not finite passes through and leaves the average alone.
class Smoother {
 public:
  /// `weight` from 0 (nothing is smoothed) to below 1.
  explicit Smoother(double weight) : weight_(weight) {}

  [[nodiscard]] double next(double value);

 private:
  double weight_;
  double average_ = 0;
  double sum_of_weights_ = 0;
};

}  // namespace mltrack::cli
