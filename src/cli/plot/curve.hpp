#pragma once
// A series of points of any length, kept in the space that a picture of it needs.

#include <cstddef>
#include <vector>

namespace mltrack::cli {

struct CurvePoint {
  double x = 0;
  double y = 0;  // not finite: nothing is drawn here, and the line is broken
  bool operator==(const CurvePoint&) const = default;
};

/// Takes points in any order of x, one at a time. Up to four for each of `columns` are kept as they
/// are; of more, each column keeps its first, lowest, highest and last, so that no peak is lost
/// however many points there are, and the memory stays the same.
class Curve {
 public:
  explicit Curve(std::size_t columns);

  void add(CurvePoint point);

  /// By x. Points of equal x keep the order in which they came.
  [[nodiscard]] std::vector<CurvePoint> points() const;
  /// How many points were added, and how many of them have a finite value.
  [[nodiscard]] std::size_t count() const { return count_; }
  [[nodiscard]] std::size_t finite_count() const { return finite_count_; }

 private:
  struct Column {
    bool used = false;
    bool has_finite = false;
    CurvePoint first, lowest, highest, last;

    void take(CurvePoint point);
    void take(const Column& other);
  };

  void begin_columns();
  void put(CurvePoint point);
  /// Doubles the width of every column, so that the range grows upwards or downwards.
  enum class Grow { up, down };
  void widen(Grow direction);

  std::size_t column_count_;
  std::vector<CurvePoint> exact_;  // until there are too many
  std::vector<Column> columns_;    // from then on
  double origin_ = 0;              // x where the first column begins
  double column_width_ = 0;
  std::size_t count_ = 0;
  std::size_t finite_count_ = 0;
};

}  // namespace mltrack::cli
