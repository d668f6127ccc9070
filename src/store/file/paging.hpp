#pragma once
// Which part of a sorted result is one page.

#include "mltrack/search/page_token.hpp"

#include <algorithm>
#include <cstddef>
#include <string>

namespace mltrack {

struct PageBounds {
  PageBounds(std::size_t all, std::size_t offset, std::size_t max_results)
      : total(all), begin(std::min(offset, all)), end(begin + std::min(max_results, all - begin)) {}

  /// "" on the last page.
  [[nodiscard]] std::string next_token() const {
    return end < total ? search::format_page_token(end) : std::string();
  }

  std::size_t total;
  std::size_t begin;
  std::size_t end;
};

}  // namespace mltrack
