#include "trend.hpp"

#include <cmath>

namespace mltrack::cli {
namespace {

constexpr std::size_t most_stretches = 128;

}  // namespace

void Trend::put(Stretch& stretch, double value, double count) {
  stretch.count += count;
  // Not the difference times the share: it may be beyond a double.
  const double share = count / stretch.count;
  stretch.mean = stretch.mean * (1 - share) + value * share;
}

void Trend::add(double value) {
  if (!std::isfinite(value)) {
    return;
  }
  if (stretches_.empty() || stretches_.back().count >= full_) {
    if (stretches_.size() == most_stretches) {
      for (std::size_t i = 0; i < most_stretches / 2; ++i) {
        stretches_[i] = stretches_[2 * i];
        put(stretches_[i], stretches_[2 * i + 1].mean, stretches_[2 * i + 1].count);
      }
      stretches_.resize(most_stretches / 2);
      full_ *= 2;
    }
    stretches_.emplace_back();
  }
  put(stretches_.back(), value, 1);
}

std::vector<double> Trend::means() const {
  std::vector<double> means;
  means.reserve(stretches_.size());
  for (const Stretch& stretch : stretches_) {
    means.push_back(stretch.mean);
  }
  return means;
}

}  // namespace mltrack::cli
