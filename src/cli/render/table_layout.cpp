#include "render/table_layout.hpp"

#include <algorithm>

namespace mltrack::cli {
namespace {

constexpr std::size_t readable_text = 24;  // a run name such as "skittish-bug-548" and some more
constexpr std::size_t shortest_text = 4;

class Fitting {
 public:
  Fitting(const std::vector<ColumnSize>& columns, std::size_t limit)
      : columns_(columns), shown_(columns.size(), true), limit_(limit) {}

  std::vector<std::optional<std::size_t>> fit() {
    while (total(readable_text) > limit_ && leave_one_out()) {
    }
    std::size_t cap = 0;
    for (const ColumnSize& column : columns_) {
      cap = std::max({cap, column.title, column.cells});
    }
    // The greatest cap that fits; the total grows with the cap.
    std::size_t low = 0;
    while (low < cap) {
      const std::size_t middle = low + (cap - low + 1) / 2;
      if (total(middle) <= limit_) {
        low = middle;
      } else {
        cap = middle - 1;
      }
    }
    std::vector<std::optional<std::size_t>> widths;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      widths.push_back(shown_[i] ? std::optional(capped(columns_[i], low)) : std::nullopt);
    }
    return widths;
  }

 private:
  static std::size_t capped(const ColumnSize& column, std::size_t cap) {
    const std::size_t wanted = std::max(column.title, column.cells);
    const std::size_t least =
        std::min(column.number ? std::max(column.cells, shortest_text) : shortest_text, wanted);
    return std::max(least, std::min(wanted, cap));
  }

  [[nodiscard]] std::size_t total(std::size_t cap) const {
    std::size_t sum = 0;
    std::size_t count = 0;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (shown_[i]) {
        sum += capped(columns_[i], cap) + (count++ == 0 ? 0 : column_gap);
      }
    }
    return sum;
  }

  /// Of several columns with the highest priority, the last one.
  bool leave_one_out() {
    std::optional<std::size_t> worst;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (shown_[i] && columns_[i].priority > 0 &&
          (!worst || columns_[i].priority >= columns_[*worst].priority)) {
        worst = i;
      }
    }
    if (worst) {
      shown_[*worst] = false;
    }
    return worst.has_value();
  }

  const std::vector<ColumnSize>& columns_;
  std::vector<bool> shown_;
  std::size_t limit_;
};

}  // namespace

std::vector<std::optional<std::size_t>> fit_columns(const std::vector<ColumnSize>& columns,
                                                    std::optional<std::size_t> limit) {
  if (limit) {
    return Fitting(columns, *limit).fit();
  }
  std::vector<std::optional<std::size_t>> widths;
  for (const ColumnSize& column : columns) {
    widths.emplace_back(std::max(column.title, column.cells));
  }
  return widths;
}

}  // namespace mltrack::cli
