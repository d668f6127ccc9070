#pragma once
// A long history in few points, without losing a peak.

#include "mltrack/entities/metric.hpp"

#include <cstddef>
#include <vector>

namespace mltrack::cli {

/// Takes the points of a series one by one and keeps at most `limit` of them (2 or more): equally
/// many neighbours go into each bucket, and each bucket keeps its lowest and its highest value. The
/// memory depends on `limit` alone. NaN is kept only where a bucket has nothing else.
class Downsampler {
 public:
  explicit Downsampler(std::size_t limit) : most_buckets_(limit / 2) {}

  void add(const Metric& point);
  /// What is kept, in the order in which it was added; all of it if it was no more than the limit.
  [[nodiscard]] std::vector<Metric> points() const;

 private:
  struct Kept {
    std::size_t place = 0;  // how many were added before it
    Metric point;
  };
  struct Bucket {
    Kept lowest, highest;
    void take(const Kept& one);
  };

  void double_width();

  std::size_t most_buckets_;
  std::size_t width_ = 1;  // points of a bucket
  std::size_t count_ = 0;
  std::vector<Bucket> buckets_;
};

}  // namespace mltrack::cli
