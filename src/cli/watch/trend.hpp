#pragma once
// The course of a series that goes on and on, in a space that stays the same.

#include <cstddef>
#include <vector>

namespace mltrack::cli {

/// Means of as many equal stretches of the values as there is room for. When they are full, every two
/// become one.
class Trend {
 public:
  void add(double value);

  /// The means so far, in order. NaN and infinities are not counted.
  [[nodiscard]] std::vector<double> means() const;

 private:
  struct Stretch {
    double mean = 0;
    double count = 0;
  };
  static void put(Stretch& stretch, double value, double count);

  std::vector<Stretch> stretches_;
  double full_ = 1;  // values in each but the last
};

}  // namespace mltrack::cli
