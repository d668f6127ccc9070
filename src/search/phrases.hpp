#pragma once
// SQL keywords of several words, such as `NOT LIKE` or `ORDER BY`, that sqlparse takes as one.

#include "token.hpp"

#include <cstddef>
#include <optional>
#include <string_view>

namespace mltrack::search {

struct Phrase {
  TokenType type = TokenType::keyword;
  std::size_t end = 0;  // byte offset behind it
};

/// The keyword phrase that begins at `start`, or nothing.
[[nodiscard]] std::optional<Phrase> find_phrase(std::string_view text, std::size_t start);

/// The end of `words` if the text has them at `start` (in any case, any blanks between them) and a
/// word ends there.
[[nodiscard]] std::optional<std::size_t> match_phrase(std::string_view text, std::size_t start,
                                                      std::string_view words);

}  // namespace mltrack::search
