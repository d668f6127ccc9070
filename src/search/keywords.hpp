#pragma once
// Which words are SQL's, so that sqlparse does not take them for names.

#include "token.hpp"

#include <string_view>

namespace mltrack::search {

/// `keyword`, a narrower type, or `name` for a word of no SQL meaning.
[[nodiscard]] TokenType word_type(std::string_view upper_case_word);

}  // namespace mltrack::search
