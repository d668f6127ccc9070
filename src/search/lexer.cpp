#include "lexer.hpp"

#include "characters.hpp"
#include "keywords.hpp"
#include "phrases.hpp"
#include "quotes.hpp"

#include <algorithm>
#include <array>

namespace mltrack::search {
namespace {

constexpr std::size_t none = std::string_view::npos;
constexpr std::string_view acute_accent = "\u00B4";

bool is_letter_or_underscore(char32_t c) {
  return c == '_' || is_sql_letter(c);
}

bool is_one_of(char32_t c, std::string_view characters) {
  return c < 0x80 && characters.find(static_cast<char>(c)) != none;
}

}  // namespace

std::vector<Token> tokenize(std::string_view text) {
  std::vector<Token> tokens;
  Lexer lexer(text);
  while (const auto token = lexer.next()) {
    tokens.push_back(*token);
  }
  return tokens;
}

Lexer::Lexer(std::string_view text) : text_(text), last_comment_end_(text.rfind("*/")) {
  for (std::size_t at = text.find('$'); at != none; at = text.find('$', at + 1)) {
    if (const std::size_t end = delimiter_end(at); end != none) {
      last_dollar_tag_[text.substr(at, end - at)] = at;
    }
  }
}

std::optional<Token> Lexer::next() {
  if (position_ >= text_.size()) {
    return std::nullopt;
  }
  const Match match = match_here();
  const Token token{match.type, text_.substr(position_, match.end - position_)};
  position_ = match.end;
  return token;
}

Lexer::Match Lexer::match_here() {
  if (const auto match = dollar_quote()) {
    return *match;
  }
  if (const auto match = multiline_comment()) {
    return *match;
  }
  using Rule = MaybeMatch (Lexer::*)() const;
  constexpr std::array<Rule, 14> rules{
      &Lexer::line_comment, &Lexer::blank,          &Lexer::fixed_symbol,   &Lexer::quoted_name,
      &Lexer::placeholder,  &Lexer::never_function, &Lexer::sigil_name,     &Lexer::obvious_name,
      &Lexer::number,       &Lexer::quoted_string,  &Lexer::bracketed_name, &Lexer::phrase,
      &Lexer::word,         &Lexer::symbol};
  for (const Rule rule : rules) {
    if (const auto match = (this->*rule)()) {
      return *match;
    }
  }
  return {TokenType::error, position_ + character_at(text_, position_).size};
}

char32_t Lexer::at(std::size_t position) const {
  return character_at(text_, position).code;
}

/// Behind `\w*`.
std::size_t Lexer::after_word(std::size_t position) const {
  for (;;) {
    const Character character = character_at(text_, position);
    if (!is_word_character(character.code)) {
      return position;
    }
    position += character.size;
  }
}

/// Behind `\d*`.
std::size_t Lexer::after_digits(std::size_t position) const {
  for (;;) {
    const Character character = character_at(text_, position);
    if (!is_digit(character.code)) {
      return position;
    }
    position += character.size;
  }
}

/// Behind `$tag$` or `$$`; none if it is neither.
std::size_t Lexer::delimiter_end(std::size_t position) const {
  std::size_t end = position + 1;
  if (is_letter_or_underscore(at(end))) {
    end = after_word(end);
  }
  return at(end) == '$' ? end + 1 : none;
}

Lexer::MaybeMatch Lexer::dollar_quote() {
  if (text_[position_] != '$') {
    return std::nullopt;
  }
  const char32_t before = character_before(text_, position_);
  const std::size_t opener_end = delimiter_end(position_);
  if (opener_end == none || is_word_character(before) || before == '"' || before == '$') {
    return std::nullopt;
  }
  const std::string_view tag = text_.substr(position_, opener_end - position_);
  if (last_dollar_tag_.at(tag) < opener_end) {
    return std::nullopt;
  }
  return Match{TokenType::literal, text_.find(tag, opener_end) + tag.size()};
}

Lexer::MaybeMatch Lexer::multiline_comment() {
  if (text_.substr(position_, 2) != "/*") {
    return std::nullopt;
  }
  const bool hint = at(position_ + 2) == '+';
  const std::size_t opener_end = position_ + (hint ? 3 : 2);
  if (last_comment_end_ == none || last_comment_end_ < opener_end) {
    return std::nullopt;
  }
  return Match{hint ? TokenType::comment_multiline_hint : TokenType::comment_multiline,
               text_.find("*/", opener_end) + 2};
}

Lexer::MaybeMatch Lexer::line_comment() const {
  const std::string_view start = text_.substr(position_, 2);
  if (start != "--" && start != "# ") {
    return std::nullopt;
  }
  const bool hint = at(position_ + 2) == '+';
  std::size_t end = text_.find_first_of("\r\n", position_ + 2);
  if (end == none) {
    end = text_.size();
  } else {
    end += text_.substr(end, 2) == "\r\n" ? 2 : 1;
  }
  return Match{hint ? TokenType::comment_single_hint : TokenType::comment_single, end};
}

Lexer::MaybeMatch Lexer::blank() const {
  const Character character = character_at(text_, position_);
  if (character.code == '\r' || character.code == '\n') {
    const std::size_t size = text_.substr(position_, 2) == "\r\n" ? 2 : 1;
    return Match{TokenType::newline, position_ + size};
  }
  if (is_space(character.code)) {
    return Match{TokenType::whitespace, position_ + character.size};
  }
  return std::nullopt;
}

Lexer::MaybeMatch Lexer::fixed_symbol() const {
  const std::string_view two = text_.substr(position_, 2);
  if (two == ":=") {
    return Match{TokenType::assignment, position_ + 2};
  }
  if (two == "::") {
    return Match{TokenType::punctuation, position_ + 2};
  }
  if (two.starts_with('*')) {
    return Match{TokenType::wildcard, position_ + 1};
  }
  return std::nullopt;
}

Lexer::MaybeMatch Lexer::quoted_name() const {
  const std::string_view rest = text_.substr(position_);
  const std::string_view quote = rest.starts_with('`')            ? "`"
                                 : rest.starts_with(acute_accent) ? acute_accent
                                                                  : "";
  if (quote.empty()) {
    return std::nullopt;
  }
  const auto end = quoted_end(text_, position_, quote, Backslash::plain);
  return end ? MaybeMatch({TokenType::name, *end}) : std::nullopt;
}

Lexer::MaybeMatch Lexer::placeholder() const {
  const char c = text_[position_];
  if (c == '?') {
    return Match{TokenType::placeholder, position_ + 1};
  }
  if (c == '%') {
    std::size_t end = position_ + 1;
    if (at(end) == '(') {
      const std::size_t word_end = after_word(end + 1);
      if (word_end == end + 1 || at(word_end) != ')') {
        return std::nullopt;
      }
      end = word_end + 1;
    }
    const Character last = character_at(text_, end);
    return regex_upper(last.code) == 'S' ? MaybeMatch({TokenType::placeholder, end + last.size})
                                         : std::nullopt;
  }
  const bool variable =
      (c == '$' || c == ':') && !is_word_character(character_before(text_, position_));
  if (variable || c == '\\') {
    const std::size_t end = after_word(position_ + 1);
    if (end > position_ + 1) {
      return Match{c == '\\' ? TokenType::command : TokenType::placeholder, end};
    }
  }
  return std::nullopt;
}

/// Words that may stand before a parenthesis and are no function for it.
Lexer::MaybeMatch Lexer::never_function() const {
  constexpr std::array<std::string_view, 6> words{"CASE", "IN", "VALUES", "USING", "FROM", "AS"};
  for (const std::string_view word : words) {
    if (const auto end = match_phrase(text_, position_, word)) {
      return Match{TokenType::keyword, *end};
    }
  }
  return std::nullopt;
}

Lexer::MaybeMatch Lexer::sigil_name() const {
  const char c = text_[position_];
  if (c != '@' && c != '#') {
    return std::nullopt;
  }
  const std::size_t start = position_ + (text_.substr(position_, 2) == "##" ? 2 : 1);
  const Character letter = character_at(text_, start);
  if (!is_sql_letter(letter.code)) {
    return std::nullopt;
  }
  const std::size_t end = after_word(start + letter.size);
  return end > start + letter.size ? MaybeMatch({TokenType::name, end}) : std::nullopt;
}

/// A word that is a name by its place: before a period, behind one, or before a parenthesis.
Lexer::MaybeMatch Lexer::obvious_name() const {
  const Character letter = character_at(text_, position_);
  if (!is_sql_letter(letter.code)) {
    return std::nullopt;
  }
  const std::size_t end = after_word(position_ + letter.size);
  if (at(end) == '(' || character_before(text_, position_) == '.') {
    return Match{TokenType::name, end};
  }
  std::size_t next = end;
  for (Character c = character_at(text_, next); is_space(c.code); c = character_at(text_, next)) {
    next += c.size;
  }
  const bool period = at(next) == '.' && !is_digit(at(next + 1));
  return period ? MaybeMatch({TokenType::name, end}) : std::nullopt;
}

Lexer::MaybeMatch Lexer::quoted_string() const {
  const char c = text_[position_];
  if (c != '\'' && c != '"') {
    return std::nullopt;
  }
  const auto end = quoted_end(text_, position_, text_.substr(position_, 1), Backslash::escapes);
  const TokenType type = c == '"' ? TokenType::string_symbol : TokenType::string_single;
  return end ? MaybeMatch({type, *end}) : std::nullopt;
}

/// `[name]`, unless it is the index of something.
Lexer::MaybeMatch Lexer::bracketed_name() const {
  if (text_[position_] != '[') {
    return std::nullopt;
  }
  const char32_t before = character_before(text_, position_);
  const bool is_index = is_word_character(before) || before == ']' || before == ')';
  const std::size_t end = text_.find_first_of("[]", position_ + 1);
  const bool closes = end != none && text_[end] == ']' && end > position_ + 1;
  return closes && !is_index ? MaybeMatch({TokenType::name, end + 1}) : std::nullopt;
}

Lexer::MaybeMatch Lexer::phrase() const {
  const auto found = find_phrase(text_, position_);
  return found ? MaybeMatch({found->type, found->end}) : std::nullopt;
}

Lexer::MaybeMatch Lexer::word() const {
  if (!is_word_character(at(position_))) {
    return std::nullopt;
  }
  std::size_t end = position_;
  for (Character c = character_at(text_, end);
       is_word_character(c.code) || c.code == '$' || c.code == '#'; c = character_at(text_, end)) {
    end += c.size;
  }
  return Match{word_type(python_upper(text_.substr(position_, end - position_))), end};
}

Lexer::MaybeMatch Lexer::symbol() const {
  if (is_one_of(at(position_), ";:()[],.")) {
    return Match{TokenType::punctuation, position_ + 1};
  }
  constexpr std::array<std::string_view, 8> json_operators{"->>", "->", "#>>", "#>",
                                                           "@>",  "<@", "-",   "#-"};
  for (const std::string_view candidate : json_operators) {
    if (text_.substr(position_).starts_with(candidate)) {
      return Match{TokenType::operation, position_ + candidate.size()};
    }
  }
  const auto run_of = [&](std::string_view characters, TokenType type) -> MaybeMatch {
    const std::size_t end = std::min(text_.find_first_not_of(characters, position_), text_.size());
    return end > position_ ? MaybeMatch({type, end}) : std::nullopt;
  };
  if (const auto match = run_of("<>=~!", TokenType::comparison)) {
    return match;
  }
  return run_of("+/@#%^&|-", TokenType::operation);
}

}  // namespace mltrack::search
