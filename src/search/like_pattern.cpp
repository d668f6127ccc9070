#include "like_pattern.hpp"

#include "characters.hpp"

#include "mltrack/base/unicode.hpp"

namespace mltrack::search {
namespace {

constexpr std::size_t nowhere = std::string_view::npos;
constexpr char32_t any_one = no_character - 1;

bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

std::size_t step_back(std::string_view text, std::size_t at) {
  --at;
  while (at > 0 && is_continuation(text[at])) {
    --at;
  }
  return at;
}

}  // namespace

LikePattern::LikePattern(std::string_view pattern, LetterCase letter_case)
    : open_end_(pattern.ends_with('%')), letter_case_(letter_case) {
  stretches_.emplace_back();
  for (std::size_t at = 0; at < pattern.size();) {
    const Character c = character_at(pattern, at);
    at += c.size;
    if (c.code == '%') {
      stretches_.emplace_back();
    } else if (c.code == '_') {
      stretches_.back() += any_one;
    } else {
      stretches_.back() += letter_case == LetterCase::ignored ? fold_case(c.code) : c.code;
    }
  }
}

/// The end of the stretch if the text has it at `at`.
std::size_t LikePattern::match_at(const Stretch& stretch, std::string_view text,
                                  std::size_t at) const {
  for (const char32_t wanted : stretch) {
    const Character c = character_at(text, at);
    if (c.size == 0) {
      return nowhere;
    }
    if (wanted == any_one) {
      if (c.code == '\n') {
        return nowhere;
      }
    } else if (c.code != wanted &&
               (letter_case_ == LetterCase::matters || fold_case(c.code) != wanted)) {
      return nowhere;
    }
    at += c.size;
  }
  return at;
}

/// The end of the first occurrence at `from` or later, with no line break before it. The first is
/// always good enough: a later one can only be reached over the same line.
std::size_t LikePattern::find_on_line(const Stretch& stretch, std::string_view text,
                                      std::size_t from) const {
  for (std::size_t at = from;;) {
    if (const std::size_t end = match_at(stretch, text, at); end != nowhere) {
      return end;
    }
    const Character c = character_at(text, at);
    if (c.size == 0 || c.code == '\n') {
      return nowhere;
    }
    at += c.size;
  }
}

bool LikePattern::ends_at(std::string_view text, std::size_t from, std::size_t end) const {
  const Stretch& last = stretches_.back();
  std::size_t start = end;
  for (std::size_t i = 0; i < last.size(); ++i) {
    if (start <= from) {
      return false;
    }
    start = step_back(text, start);
  }
  return start >= from && text.substr(from, start - from).find('\n') == nowhere &&
         match_at(last, text, start) == end;
}

// MLflow: the end is a regular expression's `$`, which also fits before one final line break.
bool LikePattern::ends_with_last(std::string_view text, std::size_t from) const {
  return ends_at(text, from, text.size()) ||
         (text.ends_with('\n') && ends_at(text, from, text.size() - 1));
}

bool LikePattern::matches(std::string_view text) const {
  std::size_t at = match_at(stretches_.front(), text, 0);
  if (at == nowhere) {
    return false;
  }
  if (stretches_.size() == 1) {
    return at == text.size() || (at + 1 == text.size() && text[at] == '\n');
  }
  for (std::size_t i = 1; i + 1 < stretches_.size(); ++i) {
    at = find_on_line(stretches_[i], text, at);
    if (at == nowhere) {
      return false;
    }
  }
  return open_end_ || ends_with_last(text, at);
}

}  // namespace mltrack::search
