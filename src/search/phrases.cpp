#include "phrases.hpp"

#include "characters.hpp"

#include "mltrack/base/inline_word.hpp"

#include <algorithm>
#include <array>

namespace mltrack::search {
namespace {

struct Row {
  InlineWord<28> words;
  TokenType type;
};

constexpr auto keyword = TokenType::keyword;
constexpr auto order = TokenType::keyword_order;
constexpr auto comparison = TokenType::comparison;

// In sqlparse's order; of phrases that begin alike the longer comes first.
constexpr auto phrases = std::to_array<Row>({
    {"LEFT INNER JOIN", keyword},
    {"LEFT OUTER JOIN", keyword},
    {"LEFT STRAIGHT JOIN", keyword},
    {"LEFT JOIN", keyword},
    {"RIGHT INNER JOIN", keyword},
    {"RIGHT OUTER JOIN", keyword},
    {"RIGHT STRAIGHT JOIN", keyword},
    {"RIGHT JOIN", keyword},
    {"FULL INNER JOIN", keyword},
    {"FULL OUTER JOIN", keyword},
    {"FULL STRAIGHT JOIN", keyword},
    {"FULL JOIN", keyword},
    {"INNER JOIN", keyword},
    {"OUTER JOIN", keyword},
    {"STRAIGHT JOIN", keyword},
    {"CROSS JOIN", keyword},
    {"NATURAL JOIN", keyword},
    {"JOIN", keyword},
    {"END IF", keyword},
    {"END LOOP", keyword},
    {"END WHILE", keyword},
    {"END FOR", keyword},
    {"END CASE", keyword},
    {"END", keyword},
    {"IF NOT EXISTS", keyword},
    {"IF EXISTS", keyword},
    {"NOT NULL", keyword},
    {"ASC NULLS FIRST", order},
    {"ASC NULLS LAST", order},
    {"ASC", order},
    {"DESC NULLS FIRST", order},
    {"DESC NULLS LAST", order},
    {"DESC", order},
    {"NULLS FIRST", order},
    {"NULLS LAST", order},
    {"UNION ALL", keyword},
    {"CREATE OR REPLACE", TokenType::keyword_ddl},
    {"CREATE", TokenType::keyword_ddl},
    {"DOUBLE PRECISION", TokenType::builtin},
    {"GROUP BY", keyword},
    {"ORDER BY", keyword},
    {"PRIMARY KEY", keyword},
    {"HANDLER FOR", keyword},
    {"LATERAL VIEW EXPLODE", keyword},
    {"LATERAL VIEW INLINE", keyword},
    {"LATERAL VIEW PARSE_URL_TUPLE", keyword},
    {"LATERAL VIEW POSEXPLODE", keyword},
    {"LATERAL VIEW STACK", keyword},
    {"NOT LIKE", comparison},
    {"NOT ILIKE", comparison},
    {"NOT RLIKE", comparison},
    {"LIKE", comparison},
    {"ILIKE", comparison},
    {"RLIKE", comparison},
    {"NOT REGEXP BINARY", comparison},
    {"NOT REGEXP", comparison},
    {"REGEXP BINARY", comparison},
    {"REGEXP", comparison},
});

std::size_t after_blanks(std::string_view text, std::size_t at) {
  for (Character c = character_at(text, at); is_space(c.code); c = character_at(text, at)) {
    at += c.size;
  }
  return at;
}

bool at_boundary(std::string_view text, std::size_t at) {
  return is_word_character(character_before(text, at)) !=
         is_word_character(character_at(text, at).code);
}

/// `words` (a blank in them is `\s+`) without asking for the end of a word.
std::optional<std::size_t> match_words(std::string_view text, std::size_t at,
                                       std::string_view words) {
  for (const char wanted : words) {
    if (wanted == ' ') {
      const std::size_t next = after_blanks(text, at);
      if (next == at) {
        return std::nullopt;
      }
      at = next;
      continue;
    }
    const Character c = character_at(text, at);
    if (regex_upper(c.code) != static_cast<unsigned char>(wanted)) {
      return std::nullopt;
    }
    at += c.size;
  }
  return at;
}

/// `GO 5`: one blank, one digit, then the end of the word.
std::optional<std::size_t> match_go(std::string_view text, std::size_t start) {
  const auto go = match_words(text, start, "GO");
  if (!go) {
    return std::nullopt;
  }
  // The rule is `GO(\s\d+)\b`; digits are word characters, so all of them must be taken.
  const Character blank = character_at(text, *go);
  std::size_t end = *go + blank.size;
  const std::size_t digits = end;
  for (Character c = character_at(text, end); is_digit(c.code); c = character_at(text, end)) {
    end += c.size;
  }
  const bool fits = is_space(blank.code) && end > digits && at_boundary(text, end);
  return fits ? std::optional(end) : std::nullopt;
}

/// `AT TIME ZONE 'x'`. MLflow: sqlparse's other form really begins with `WITH'`.
std::optional<std::size_t> match_time_zone(std::string_view text, std::size_t start) {
  for (const std::string_view words : {"AT TIME ZONE '", "WITH' TIME ZONE '"}) {
    if (const auto inside = match_words(text, start, words)) {
      const std::size_t quote = text.find('\'', *inside);
      const bool fits = quote != std::string_view::npos && quote > *inside;
      return fits ? std::optional(quote + 1) : std::nullopt;
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::size_t> match_phrase(std::string_view text, std::size_t start,
                                        std::string_view words) {
  const auto end = match_words(text, start, words);
  return end && at_boundary(text, *end) ? end : std::nullopt;
}

std::optional<Phrase> find_phrase(std::string_view text, std::size_t start) {
  const char32_t first = regex_upper(character_at(text, start).code);
  if (first < 'A' || first > 'Z') {
    return std::nullopt;
  }
  // Phrases that do not begin with the same word cannot both fit, so these two may come first.
  if (const auto end = match_go(text, start)) {
    return Phrase{TokenType::keyword, *end};
  }
  if (const auto end = match_time_zone(text, start)) {
    return Phrase{TokenType::keyword_tz_cast, *end};
  }
  for (const Row& row : phrases) {
    if (static_cast<unsigned char>(std::string_view(row.words)[0]) != first) {
      continue;
    }
    if (const auto end = match_phrase(text, start, row.words)) {
      return Phrase{row.type, *end};
    }
  }
  return std::nullopt;
}

}  // namespace mltrack::search
