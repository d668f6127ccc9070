#include "listing_options.hpp"

#include "mltrack/base/error.hpp"

#include <algorithm>

namespace mltrack::cli {

void ListingOptions::declare(Flags& flags) {
  declare_paging(flags);
  view_.declare(flags);
}

void ListingOptions::declare_paging(Flags& flags) {
  flags.add({.long_name = "--limit",
             .short_name = 'L',
             .value_name = "N",
             .help = "At most so many (default 50 in a table, else 1000)",
             .target = &limit_});
  flags.add({.long_name = "--page-token",
             .value_name = "TOKEN",
             .help = "Go on where an earlier answer ended",
             .target = &page_token_});
}

std::size_t ListingOptions::limit(const Context& context) const {
  constexpr std::size_t for_a_screen = 50;
  if (!limit_) {
    const std::string format = context.output().format;
    return format == "table" ? for_a_screen : limits::default_search_results;
  }
  if (*limit_ < 1) {
    throw Error::invalid("Invalid value '{}' for --limit: it must be 1 or more", *limit_);
  }
  return static_cast<std::size_t>(*limit_);
}

std::string ListingOptions::each_page(
    const Context& context,
    const std::function<PageEnd(std::size_t limit, const std::string& token)>& page,
    std::size_t most) const {
  std::string token = page_token();
  for (std::size_t left = limit(context); left > 0;) {
    PageEnd end = page(std::min(left, most), token);
    token = std::move(end.next_page_token);
    left -= std::min(left, end.count);
    if (token.empty()) {
      break;
    }
  }
  return token;
}

}  // namespace mltrack::cli
