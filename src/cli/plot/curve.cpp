#include "curve.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace mltrack::cli {
namespace {

constexpr std::size_t points_of_a_column = 4;

bool by_x(const CurvePoint& a, const CurvePoint& b) {
  return a.x < b.x;
}

}  // namespace

Curve::Curve(std::size_t columns) : column_count_(std::max<std::size_t>(columns, 1) * 2) {}

void Curve::Column::take(CurvePoint point) {
  if (!std::isfinite(point.y)) {
    if (!used) {
      first = point;
    }
  } else if (!has_finite) {
    first = lowest = highest = last = point;
    has_finite = true;
  } else {
    first = point.x < first.x ? point : first;
    last = point.x < last.x ? last : point;
    lowest = point.y < lowest.y ? point : lowest;
    highest = point.y > highest.y ? point : highest;
  }
  used = true;
}

void Curve::Column::take(const Column& other) {
  if (other.has_finite) {
    take(other.first);
    take(other.lowest);
    take(other.highest);
    take(other.last);
  } else if (other.used) {
    take(other.first);
  }
}

void Curve::add(CurvePoint point) {
  ++count_;
  finite_count_ += std::isfinite(point.y) ? 1 : 0;
  if (!columns_.empty()) {
    put(point);
    return;
  }
  exact_.push_back(point);
  if (exact_.size() > column_count_ / 2 * points_of_a_column) {
    begin_columns();
  }
}

void Curve::begin_columns() {
  const auto [low, high] = std::minmax_element(exact_.begin(), exact_.end(), by_x);
  const double span = high->x - low->x;
  const double half = static_cast<double>(column_count_) / 2;
  origin_ = low->x;
  column_width_ = span > 0 ? span / half : 1;
  columns_.resize(column_count_);
  for (const CurvePoint& point : exact_) {
    put(point);
  }
  exact_ = {};
}

void Curve::put(CurvePoint point) {
  // A few hundred doublings span everything that a double holds.
  while (point.x < origin_) {
    widen(Grow::down);
  }
  double place = (point.x - origin_) / column_width_;
  while (place >= static_cast<double>(column_count_)) {
    widen(Grow::up);
    place = (point.x - origin_) / column_width_;
  }
  columns_[static_cast<std::size_t>(place)].take(point);
}

void Curve::widen(Grow direction) {
  const std::size_t half = column_count_ / 2;
  std::vector<Column> wider(column_count_);
  for (std::size_t i = 0; i < column_count_; ++i) {
    wider[i / 2 + (direction == Grow::down ? half : 0)].take(columns_[i]);
  }
  columns_ = std::move(wider);
  if (direction == Grow::down) {
    origin_ -= column_width_ * static_cast<double>(column_count_);
  }
  column_width_ *= 2;
}

std::vector<CurvePoint> Curve::points() const {
  std::vector<CurvePoint> points = exact_;
  std::stable_sort(points.begin(), points.end(), by_x);
  for (const Column& column : columns_) {
    if (!column.used) {
      continue;
    }
    if (!column.has_finite) {
      points.push_back(column.first);
      continue;
    }
    std::array<CurvePoint, points_of_a_column> kept{column.first, column.lowest, column.highest,
                                                    column.last};
    // First and last have the smallest and the greatest x already.
    if (kept[2].x < kept[1].x) {
      std::swap(kept[1], kept[2]);
    }
    for (const CurvePoint& point : kept) {
      if (points.empty() || points.back() != point) {
        points.push_back(point);
      }
    }
  }
  return points;
}

}  // namespace mltrack::cli
