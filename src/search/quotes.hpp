#pragma once
// Quoted text: where it ends, and taking the quotes off. MLflow takes one pair off the ends and knows
// no escapes.

#include <cstddef>
#include <optional>
#include <string_view>

namespace mltrack::search {

[[nodiscard]] constexpr bool is_quoted(std::string_view text, char quote) {
  return text.size() >= 2 && text.front() == quote && text.back() == quote;
}

/// What is between single or double quotes; nothing if the text is not quoted so.
[[nodiscard]] constexpr std::optional<std::string_view> without_quotes(std::string_view text) {
  const bool quoted = is_quoted(text, '\'') || is_quoted(text, '"');
  return quoted ? std::optional(text.substr(1, text.size() - 2)) : std::nullopt;
}

[[nodiscard]] constexpr std::string_view without_back_quotes(std::string_view text) {
  return is_quoted(text, '`') ? text.substr(1, text.size() - 2) : text;
}

/// Whether a quote behind a backslash stands for itself, where the text has no better end.
enum class Backslash { plain, escapes };

/// The end of a text that begins with `quote` at `start`, as sqlparse sees it: a doubled quote ends
/// nothing. Nothing if the quote is never closed.
[[nodiscard]] std::optional<std::size_t> quoted_end(std::string_view text, std::size_t start,
                                                    std::string_view quote, Backslash backslash);

}  // namespace mltrack::search
