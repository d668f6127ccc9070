#pragma once
// Taking quotes off. MLflow takes one pair off the ends and knows no escapes.

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

}  // namespace mltrack::search
