#include "downsample.hpp"

#include <cmath>
#include <utility>

namespace mltrack::cli {

void Downsampler::Bucket::take(const Kept& one) {
  if (std::isnan(one.point.value)) {
    return;
  }
  if (std::isnan(lowest.point.value)) {
    lowest = highest = one;
    return;
  }
  if (one.point.value < lowest.point.value) {
    lowest = one;
  }
  if (one.point.value > highest.point.value) {
    highest = one;
  }
}

void Downsampler::add(const Metric& point) {
  if (count_ / width_ == most_buckets_) {
    double_width();
  }
  const Kept one{count_, point};
  if (count_ / width_ == buckets_.size()) {
    buckets_.push_back({one, one});
  } else {
    buckets_.back().take(one);
  }
  ++count_;
}

void Downsampler::double_width() {
  std::size_t merged = 0;
  for (std::size_t i = 0; i < buckets_.size(); i += 2) {
    Bucket bucket = std::move(buckets_[i]);
    if (i + 1 < buckets_.size()) {
      bucket.take(buckets_[i + 1].lowest);
      bucket.take(buckets_[i + 1].highest);
    }
    buckets_[merged++] = std::move(bucket);
  }
  buckets_.resize(merged);
  width_ *= 2;
}

std::vector<Metric> Downsampler::points() const {
  std::vector<Metric> points;
  for (const Bucket& bucket : buckets_) {
    const bool falls = bucket.highest.place < bucket.lowest.place;
    const Kept& first = falls ? bucket.highest : bucket.lowest;
    const Kept& second = falls ? bucket.lowest : bucket.highest;
    points.push_back(first.point);
    if (second.place != first.place) {
      points.push_back(second.point);
    }
  }
  return points;
}

}  // namespace mltrack::cli
