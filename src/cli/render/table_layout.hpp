#pragma once
// How wide the columns of a table are, and which of them are left out.

#include <cstddef>
#include <optional>
#include <vector>

namespace mltrack::cli {

inline constexpr std::size_t column_gap = 2;

struct ColumnSize {
  std::size_t title = 0;  // columns of the terminal
  std::size_t cells = 0;  // the widest cell
  bool number = false;    // numbers are never cut: half a number is a wrong number
  int priority = 0;       // the highest is left out first, 0 never
};

/// The width of each column; nothing for one that is left out. Without `limit` all are as wide as
/// they want to be. With it, columns are left out until the rest fits when text is cut to a
/// readable length; what space there is then goes to the text. If even that is too wide (a very
/// narrow terminal), the sum is above the limit, and lines must be cut.
[[nodiscard]] std::vector<std::optional<std::size_t>> fit_columns(
    const std::vector<ColumnSize>& columns, std::optional<std::size_t> limit);

}  // namespace mltrack::cli
