#include "quotes.hpp"

namespace mltrack::search {

std::optional<std::size_t> quoted_end(std::string_view text, std::size_t start,
                                      std::string_view quote, Backslash backslash) {
  const std::size_t size = quote.size();
  std::optional<std::size_t> fallback;
  std::size_t position = start + size;
  for (;;) {
    position = text.find(quote, position);
    if (position == std::string_view::npos) {
      return fallback;
    }
    // An even number of backslashes escapes as well: the rule knows no escaped backslash.
    const bool escaped =
        backslash == Backslash::escapes && position > start + size && text[position - 1] == '\\';
    if (escaped) {
      fallback = position + size;
    } else if (text.substr(position + size, size) == quote) {
      fallback = position + size;
      position += size;
    } else {
      return position + size;
    }
    position += size;
  }
}

}  // namespace mltrack::search
