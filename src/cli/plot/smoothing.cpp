#include "smoothing.hpp"

#include <cmath>

namespace mltrack::cli {

double Smoother::next(double value) {
  if (!std::isfinite(value) || weight_ == 0) {
    return value;
  }
  average_ = average_ * weight_ + (1 - weight_) * value;
  sum_of_weights_ = sum_of_weights_ * weight_ + (1 - weight_);
  return average_ / sum_of_weights_;
}

}  // namespace mltrack::cli
