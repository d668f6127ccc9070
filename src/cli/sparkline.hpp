#pragma once
// A curve in one line of text.

#include <cstddef>
#include <string>
#include <vector>

namespace mltrack::cli {

/// `values` as at most `columns` blocks ▁ to █, averaged where there are more values than columns.
/// NaN and infinities are left out; nothing finite gives "".
[[nodiscard]] std::string sparkline(const std::vector<double>& values, std::size_t columns);

}  // namespace mltrack::cli
