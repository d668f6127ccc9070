#pragma once
// A place in the tokens of a text, and refusals that point at it.

#include "tokens.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mltrack::search::extended {

class Cursor {
 public:
  /// `what` is what the text is, for messages: `filter`. Throws Error::invalid for a text of more
  /// words than any person or script writes.
  Cursor(std::string_view text, std::string_view what);

  [[nodiscard]] const Token& peek(std::size_t ahead = 0) const;
  Token take();

  /// Whether the next token is this key word, in any case.
  [[nodiscard]] bool at_word(std::string_view capitals, std::size_t ahead = 0) const;
  [[nodiscard]] bool at(Token::Type type, std::size_t ahead = 0) const;
  /// Takes the next token if it is that.
  bool take_word(std::string_view capitals);
  bool take_type(Token::Type type);

  /// Throws Error::invalid "Invalid filter: <why>" with a hint that shows `place`.
  [[noreturn]] void refuse(const Token& place, std::string_view why, std::string_view advice) const;

  /// The token for a message: quoted, short, or "its end".
  [[nodiscard]] static std::string show(const Token& token);

  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] const std::vector<Token>& tokens() const { return tokens_; }

 private:
  std::string_view text_;
  std::string_view what_;
  std::vector<Token> tokens_;
  std::size_t position_ = 0;
};

}  // namespace mltrack::search::extended
