#pragma once
// One axis of a picture: from values to places, and where its ticks stand.

#include <cstddef>
#include <string>
#include <vector>

namespace mltrack::cli {

enum class AxisKind {
  value,      // any number
  logarithm,  // positive numbers, by their logarithm
  count,      // whole numbers: steps
  time,       // seconds since the epoch, UTC
  span,       // seconds
};

struct Tick {
  double value = 0;
  std::string label;
  bool operator==(const Tick&) const = default;
};

class Axis {
 public:
  /// From `low` to `high`, both finite; for a logarithm both above 0. An empty range is widened, so
  /// that what is drawn stands in the middle.
  Axis(AxisKind kind, double low, double high);

  [[nodiscard]] AxisKind kind() const { return kind_; }
  [[nodiscard]] double low() const { return low_; }
  [[nodiscard]] double high() const { return high_; }

  /// 0 for low, 1 for high; not finite for what cannot be drawn.
  [[nodiscard]] double place(double value) const;
  /// The same range with `share` of its length added at each end.
  [[nodiscard]] Axis padded(double share) const;

  /// At most `most` round values within the range, at least one where the range has one.
  [[nodiscard]] std::vector<Tick> ticks(std::size_t most) const;

 private:
  AxisKind kind_;
  double low_;
  double high_;
};

/// A moment of a time axis for people, precise to the second: `2026-11-23 19:43:15Z`; for a span
/// `1m 05s`; for all else the number.
[[nodiscard]] std::string axis_value_text(AxisKind kind, double value);

}  // namespace mltrack::cli
