#pragma once
// Single characters as Python's `re` sees them: sqlparse is a list of regular expressions, so its
// idea of a letter or a blank (is_space) decides where a word ends.

#include "mltrack/base/space.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace mltrack::search {

/// Stands for "no character here": the end (or the start) of the text.
inline constexpr char32_t no_character = 0xFFFFFFFF;

struct Character {
  char32_t code = no_character;
  std::size_t size = 0;  // in bytes
};

/// The character at byte `at`. A byte that is not valid UTF-8 is a character of its own, neither
/// letter nor blank (Python would hand it on as a lone surrogate).
[[nodiscard]] Character character_at(std::string_view text, std::size_t at);
[[nodiscard]] char32_t character_before(std::string_view text, std::size_t at);

/// `\d`
[[nodiscard]] bool is_digit(char32_t c);
/// `\w`
[[nodiscard]] bool is_word_character(char32_t c);
/// `[A-ZÀ-Ü]`, ignoring case.
[[nodiscard]] bool is_sql_letter(char32_t c);
/// The ASCII capital that a regular expression finds equal to `c` when it ignores case, else `c`.
[[nodiscard]] char32_t regex_upper(char32_t c);

/// Python's `str.upper()` as far as its result can be ASCII; other characters stay as they are.
[[nodiscard]] std::string python_upper(std::string_view text);
/// Python's `str.lower()` as far as its result can be ASCII.
[[nodiscard]] std::string python_lower(std::string_view text);

}  // namespace mltrack::search
