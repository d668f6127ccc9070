#pragma once
// Filter text to tokens, exactly as sqlparse 0.6.1 splits it. Linear in the length of the text.

#include "token.hpp"

#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace mltrack::search {

/// Every byte of `text` is in one token; nothing is an error here (odd characters are tokens of
/// type `error`). The tokens point into `text`.
[[nodiscard]] std::vector<Token> tokenize(std::string_view text);

/// One token after the other. The rules are tried in a fixed order, the first that fits wins.
class Lexer {
 public:
  explicit Lexer(std::string_view text);
  [[nodiscard]] std::optional<Token> next();

 private:
  struct Match {
    TokenType type;
    std::size_t end;
  };
  using MaybeMatch = std::optional<Match>;

  [[nodiscard]] Match match_here();
  [[nodiscard]] MaybeMatch dollar_quote();
  [[nodiscard]] MaybeMatch multiline_comment();
  [[nodiscard]] MaybeMatch line_comment() const;
  [[nodiscard]] MaybeMatch blank() const;
  [[nodiscard]] MaybeMatch fixed_symbol() const;
  [[nodiscard]] MaybeMatch quoted_name() const;
  [[nodiscard]] MaybeMatch placeholder() const;
  [[nodiscard]] MaybeMatch never_function() const;
  [[nodiscard]] MaybeMatch sigil_name() const;
  [[nodiscard]] MaybeMatch obvious_name() const;
  [[nodiscard]] MaybeMatch number() const;
  [[nodiscard]] MaybeMatch quoted_string() const;
  [[nodiscard]] MaybeMatch bracketed_name() const;
  [[nodiscard]] MaybeMatch phrase() const;
  [[nodiscard]] MaybeMatch word() const;
  [[nodiscard]] MaybeMatch symbol() const;

  [[nodiscard]] char32_t at(std::size_t position) const;
  [[nodiscard]] std::size_t after_word(std::size_t position) const;
  [[nodiscard]] std::size_t after_digits(std::size_t position) const;
  [[nodiscard]] std::size_t delimiter_end(std::size_t position) const;

  std::string_view text_;
  std::size_t position_ = 0;
  std::size_t last_comment_end_;  // where the last `*/` of the text begins
  std::unordered_map<std::string_view, std::size_t> last_dollar_tag_;
};

}  // namespace mltrack::search
