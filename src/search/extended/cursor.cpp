#include "cursor.hpp"

#include "characters.hpp"
#include "refusal.hpp"

#include "mltrack/base/unicode.hpp"
#include "mltrack/search/point_at.hpp"

#include <algorithm>

namespace mltrack::search::extended {
namespace {

constexpr std::size_t most_tokens = 100'000;
constexpr std::size_t longest_shown = 40;

}  // namespace

Cursor::Cursor(std::string_view text, std::string_view what)
    : text_(text), what_(what), tokens_(tokenize(text, most_tokens)) {
  if (tokens_.back().type != Token::Type::end) {
    throw refusal("Invalid {}: it has more than {} words", what_, most_tokens)
        .with_hint("Ask for less at a time.");
  }
}

const Token& Cursor::peek(std::size_t ahead) const {
  return tokens_[std::min(position_ + ahead, tokens_.size() - 1)];
}

Token Cursor::take() {
  const Token& token = peek();
  position_ = std::min(position_ + 1, tokens_.size() - 1);
  return token;
}

bool Cursor::at_word(std::string_view capitals, std::size_t ahead) const {
  const Token& token = peek(ahead);
  return token.type == Token::Type::word && token.text.size() == capitals.size() &&
         python_upper(token.text) == capitals;
}

bool Cursor::at(Token::Type type, std::size_t ahead) const {
  return peek(ahead).type == type;
}

bool Cursor::take_word(std::string_view capitals) {
  const bool found = at_word(capitals);
  if (found) {
    take();
  }
  return found;
}

bool Cursor::take_type(Token::Type type) {
  const bool found = at(type);
  if (found) {
    take();
  }
  return found;
}

void Cursor::refuse(const Token& place, std::string_view why, std::string_view advice) const {
  if (place.type == Token::Type::open_quote) {
    throw refusal("Invalid {}: a quote is never closed", what_)
        .with_hint("{}", point_at(text_, place.text, "This quote is never closed."));
  }
  throw refusal("Invalid {}: {}", what_, why).with_hint("{}", point_at(text_, place.text, advice));
}

std::string Cursor::show(const Token& token) {
  return token.type == Token::Type::end
             ? "its end"
             : "'" + fit_width(escape_controls(token.text), longest_shown) + "'";
}

}  // namespace mltrack::search::extended
