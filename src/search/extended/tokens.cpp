#include "tokens.hpp"

#include "characters.hpp"
#include "quotes.hpp"

namespace mltrack::search::extended {
namespace {

using Type = Token::Type;

bool is_one_of(char32_t c, std::string_view set) {
  return c < 0x80 && set.find(static_cast<char>(c)) != std::string_view::npos;
}

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  Token next() {
    skip_blanks();
    const std::size_t start = position_;
    const Type type = start == text_.size() ? Type::end : take();
    return {type, text_.substr(start, position_ - start)};
  }

 private:
  [[nodiscard]] char32_t here() const { return character_at(text_, position_).code; }
  [[nodiscard]] char32_t behind() const {
    return character_at(text_, position_ + character_at(text_, position_).size).code;
  }
  void step() { position_ += character_at(text_, position_).size; }

  template <class Wanted>
  void take_while(const Wanted& wanted) {
    while (position_ < text_.size() && wanted(here())) {
      step();
    }
  }

  void skip_blanks() { take_while(is_space); }

  Type take() {
    const char32_t c = here();
    if (is_one_of(c, "'\"")) {
      return take_quoted(Backslash::escapes) ? Type::text : take_rest();
    }
    if (c == '`') {
      return take_quoted(Backslash::plain) ? take_key() : take_rest();
    }
    if (is_digit(c) || (is_one_of(c, ".+-") && (is_digit(behind()) || behind() == '.')) ||
        (is_one_of(c, "+-") && is_word_character(behind()))) {
      step();
      take_while([](char32_t next) { return is_word_character(next) || is_one_of(next, ".:+-"); });
      return Type::value;
    }
    if (is_word_character(c)) {
      take_while(is_word_character);
      return take_key();
    }
    if (is_one_of(c, "=!<>~^")) {
      take_while([](char32_t next) { return is_one_of(next, "=!<>~^"); });
      return Type::comparator;
    }
    step();
    return c == '(' ? Type::open : c == ')' ? Type::close : c == ',' ? Type::comma : Type::other;
  }

  /// What stands behind the entity: `.auc`, `."a b"`. Unlike MLflow's, a bare key may have slashes,
  /// dashes, colons and at signs in it: nothing here divides or subtracts.
  Type take_key() {
    if (here() != '.') {
      return Type::word;
    }
    step();
    if (is_one_of(here(), "'\"`")) {
      return take_quoted(here() == '`' ? Backslash::plain : Backslash::escapes) ? Type::word
                                                                                : take_rest();
    }
    take_while([](char32_t c) { return is_word_character(c) || is_one_of(c, "./-:@"); });
    return Type::word;
  }

  bool take_quoted(Backslash backslash) {
    const auto end = quoted_end(text_, position_, text_.substr(position_, 1), backslash);
    position_ = end.value_or(position_);
    return end.has_value();
  }

  Type take_rest() {
    position_ = text_.size();
    return Type::open_quote;
  }

  std::string_view text_;
  std::size_t position_ = 0;
};

}  // namespace

std::vector<Token> tokenize(std::string_view text, std::size_t most) {
  std::vector<Token> tokens;
  Lexer lexer(text);
  while (tokens.size() < most) {
    tokens.push_back(lexer.next());
    if (tokens.back().type == Type::end) {
      break;
    }
  }
  return tokens;
}

}  // namespace mltrack::search::extended
