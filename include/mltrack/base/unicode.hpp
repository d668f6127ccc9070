#pragma once
// Text as code points. MLflow counts characters, not bytes, and its name rule uses Python's `\w`.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mltrack {

/// Takes the first code point off `text`; nothing (and `text` unchanged) if it is not valid UTF-8.
/// Surrogates and overlong forms are not valid, as in Python.
[[nodiscard]] std::optional<char32_t> take_code_point(std::string_view& text);

void append_utf8(std::string& out, char32_t code_point);

[[nodiscard]] bool is_valid_utf8(std::string_view text);

/// `text` with every byte that is not valid UTF-8 replaced by U+FFFD: for display and JSON.
[[nodiscard]] std::string to_valid_utf8(std::string_view text);

/// Code points in valid UTF-8 (Python's `len`).
[[nodiscard]] std::size_t count_code_points(std::string_view text);

/// The first `count` code points (Python's `text[:count]`).
[[nodiscard]] std::string_view first_code_points(std::string_view text, std::size_t count);

/// Python's `\w` for str patterns: a letter or digit of any script, or `_`.
[[nodiscard]] bool is_word(char32_t code_point);

/// A capital letter of ASCII as a small one; all else as it is.
[[nodiscard]] constexpr char to_lower_ascii(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
[[nodiscard]] std::string to_lower_ascii(std::string_view text);

/// The character that stands for all those which Python's `re.IGNORECASE` takes for the same.
[[nodiscard]] char32_t fold_case(char32_t code_point);

/// Python's `str.isprintable()`: not a control, unassigned or private character, and no blank but
/// the space.
[[nodiscard]] bool is_printable(char32_t code_point);

/// The value of a decimal digit of any script (Unicode category Nd), as Python's int() takes it.
[[nodiscard]] std::optional<int> decimal_digit(char32_t code_point);

/// Columns that `text` takes in a terminal: 2 for wide characters and emoji, 0 for combining marks
/// and what follows a zero-width joiner.
[[nodiscard]] std::size_t display_width(std::string_view text);

/// `text` cut to at most `columns` columns, the last one `…` if something was cut.
[[nodiscard]] std::string fit_width(std::string_view text, std::size_t columns);

/// `text` with blanks behind or before it, up to `columns`; a wider text stays as it is.
[[nodiscard]] std::string pad_right(std::string_view text, std::size_t columns);
[[nodiscard]] std::string pad_left(std::string_view text, std::size_t columns);

/// `text` on one line and harmless in a terminal: control characters and invalid bytes shown as
/// `\n`, `\t`, `\x1b`, `\xff`.
[[nodiscard]] std::string escape_controls(std::string_view text);

/// `text` as a JSON string with quotes, everything beyond ASCII escaped, as Python's json.dumps
/// writes it; MLflow quotes bad names so in its messages.
[[nodiscard]] std::string json_quote_ascii(std::string_view text);

/// The nearest of `candidates` within an edit distance that a slip of the keyboard explains.
template <class Candidates>
[[nodiscard]] std::optional<std::string> nearest(std::string_view wanted, const Candidates& names);

/// Edits (insert, delete, replace, swap of neighbours) between two words; bytes, case ignored.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

template <class Candidates>
std::optional<std::string> nearest(std::string_view wanted, const Candidates& names) {
  std::optional<std::string> best;
  // A third of the word, at least one slip; but what has no letter in common is another word.
  std::size_t best_distance =
      std::min(std::max<std::size_t>(wanted.size() / 3, 1) + 1, wanted.size());
  for (const auto& name : names) {
    // Words are no nearer than their lengths: what is far too long or short need not be compared.
    const std::string_view word = name;
    const auto [shorter, longer] = std::minmax({wanted.size(), word.size()});
    if (longer - shorter >= best_distance) {
      continue;
    }
    if (const auto distance = edit_distance(wanted, word); distance < best_distance) {
      best_distance = distance;
      best = std::string(name);
    }
  }
  return best;
}

}  // namespace mltrack
