#pragma once
// Which hits of a search are one page.

#include "mltrack/entities/page.hpp"
#include "mltrack/search/ordering.hpp"
#include "mltrack/search/page_token.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

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

/// The page of these hits. Of equals the one that was found first comes first.
template <class Entity>
[[nodiscard]] Page<Entity> page_of(std::vector<std::pair<search::SortRow, Entity>> hits,
                                   const search::Ordering& ordering, std::size_t offset,
                                   std::size_t max_results) {
  std::stable_sort(hits.begin(), hits.end(),
                   [&](const auto& a, const auto& b) { return ordering.before(a.first, b.first); });
  const PageBounds bounds(hits.size(), offset, max_results);
  Page<Entity> page{.items = {}, .next_page_token = bounds.next_token()};
  for (std::size_t i = bounds.begin; i < bounds.end; ++i) {
    page.items.push_back(std::move(hits[i].second));
  }
  return page;
}

/// Forgets hits that are not among the first `wanted`, whenever so many have come that it pays: memory
/// follows what is asked for and not the tree.
template <class Hit, class Before>
void drop_late_hits(std::vector<Hit>& hits, std::size_t wanted, const Before& before) {
  constexpr std::size_t least_slack = 256;
  if (hits.size() > wanted && hits.size() - wanted >= wanted / 4 + least_slack) {
    const auto end = hits.begin() + static_cast<std::ptrdiff_t>(wanted);
    std::nth_element(hits.begin(), end, hits.end(), before);
    hits.erase(end, hits.end());
  }
}

}  // namespace mltrack
