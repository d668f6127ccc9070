#pragma once
// The words of a filter, as sqlparse (which MLflow uses) tells them apart.

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace mltrack::search {

enum class TokenType : std::uint8_t {
  group,  // not a token but a node with children
  error,
  newline,
  whitespace,
  comment_single,
  comment_single_hint,  // --+
  comment_multiline,
  comment_multiline_hint,  // /*+ */
  assignment,
  punctuation,
  wildcard,
  name,
  builtin,
  placeholder,
  command,
  keyword,
  keyword_order,
  keyword_dml,
  keyword_ddl,
  keyword_dcl,
  keyword_cte,
  keyword_tz_cast,
  integer,
  floating,
  hexadecimal,
  string_single,  // 'text'
  string_symbol,  // "text"
  literal,        // $$text$$
  operation,      // + - / ...
  comparison,     // = < LIKE ...
};

/// A piece of the filter: `value` is a part of the text that was tokenised.
struct Token {
  TokenType type = TokenType::error;
  std::string_view value;
};

[[nodiscard]] constexpr bool is_whitespace(TokenType type) {
  return type == TokenType::whitespace || type == TokenType::newline;
}
[[nodiscard]] constexpr bool is_comment(TokenType type) {
  return type >= TokenType::comment_single && type <= TokenType::comment_multiline_hint;
}
[[nodiscard]] constexpr bool is_keyword(TokenType type) {
  return type >= TokenType::keyword && type <= TokenType::keyword_tz_cast;
}
[[nodiscard]] constexpr bool is_number(TokenType type) {
  return type >= TokenType::integer && type <= TokenType::hexadecimal;
}
/// A name or one of the kinds of name.
[[nodiscard]] constexpr bool is_name(TokenType type) {
  return type >= TokenType::name && type <= TokenType::placeholder;
}

}  // namespace mltrack::search
