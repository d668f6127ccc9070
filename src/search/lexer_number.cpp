// The number rules of the lexer. They look odd because they are sqlparse's regular expressions,
// which give back characters until they fit: `12a` is the number 1 and the name `2a`.
#include "characters.hpp"
#include "lexer.hpp"

namespace mltrack::search {
namespace {

bool ends_number(char32_t next) {
  return next != '_' && !is_sql_letter(next);
}

}  // namespace

Lexer::MaybeMatch Lexer::number() const {
  const std::size_t start = position_ + (text_[position_] == '-' ? 1 : 0);
  const std::size_t whole_end = after_digits(start);
  if (whole_end == start && at(start) != '.') {
    return std::nullopt;
  }
  if (at(start) == '0' && regex_upper(at(start + 1)) == 'X') {
    std::size_t end = start + 2;
    for (Character c = character_at(text_, end);
         is_digit(c.code) || (regex_upper(c.code) >= 'A' && regex_upper(c.code) <= 'F');
         c = character_at(text_, end)) {
      end += c.size;
    }
    if (end > start + 2) {
      return Match{TokenType::hexadecimal, end};
    }
  }
  const bool has_point = at(whole_end) == '.';
  const std::size_t fraction_end = has_point ? after_digits(whole_end + 1) : whole_end;
  const bool has_fraction = fraction_end > whole_end + 1;
  // \d+(\.\d+)?E-?\d+
  const std::size_t mantissa_end = has_fraction ? fraction_end : whole_end;
  if (whole_end > start && regex_upper(at(mantissa_end)) == 'E') {
    const std::size_t digits = mantissa_end + (at(mantissa_end + 1) == '-' ? 2 : 1);
    if (const std::size_t end = after_digits(digits); end > digits) {
      return Match{TokenType::floating, end};
    }
  }
  // The last digit before `end` is given back if a letter follows, as long as one may be spared.
  const auto without_last_digit = [&](std::size_t digits, std::size_t end) {
    std::size_t shorter = digits;
    for (std::size_t next = digits; next < end; next += character_at(text_, next).size) {
      shorter = next;
    }
    return shorter;
  };
  if (has_point && (whole_end > start || has_fraction)) {
    const std::size_t fraction = whole_end + 1;
    if (ends_number(at(fraction_end))) {
      return Match{TokenType::floating, fraction_end};
    }
    const std::size_t shorter = without_last_digit(fraction, fraction_end);
    if (has_fraction && (whole_end > start || shorter > fraction)) {
      return Match{TokenType::floating, shorter};
    }
  }
  if (whole_end == start) {
    return std::nullopt;
  }
  if (ends_number(at(whole_end))) {
    return Match{TokenType::integer, whole_end};
  }
  const std::size_t shorter = without_last_digit(start, whole_end);
  return shorter > start ? MaybeMatch({TokenType::integer, shorter}) : std::nullopt;
}

}  // namespace mltrack::search
