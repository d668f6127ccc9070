#include "characters.hpp"

#include "mltrack/base/unicode.hpp"

#include <algorithm>
#include <array>

namespace mltrack::search {
namespace {

constexpr char32_t lone_byte = 0xDC00;  // as Python's `surrogateescape`
constexpr char32_t dotted_capital_i = 0x130;
constexpr char32_t dotless_i = 0x131;
constexpr char32_t long_s = 0x17F;
constexpr char32_t kelvin_sign = 0x212A;
constexpr char32_t angstrom_sign = 0x212B;

struct Upper {
  std::string_view character;
  std::string_view upper;
};
// All characters beyond ASCII whose capitals are ASCII.
constexpr std::array<Upper, 10> ascii_capitals{{{"ß", "SS"},
                                                {"ı", "I"},
                                                {"ſ", "S"},
                                                {"ﬀ", "FF"},
                                                {"ﬁ", "FI"},
                                                {"ﬂ", "FL"},
                                                {"ﬃ", "FFI"},
                                                {"ﬄ", "FFL"},
                                                {"ﬅ", "ST"},
                                                {"ﬆ", "ST"}}};

}  // namespace

Character character_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) {
    return {};
  }
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte < 0x80) {
    return {byte, 1};
  }
  std::string_view rest = text.substr(at);
  const std::size_t before = rest.size();
  if (const auto code = take_code_point(rest)) {
    return {*code, before - rest.size()};
  }
  return {lone_byte + byte, 1};
}

char32_t character_before(std::string_view text, std::size_t at) {
  if (at == 0) {
    return no_character;
  }
  for (std::size_t size = 1; size <= std::min<std::size_t>(4, at); ++size) {
    const Character character = character_at(text, at - size);
    if (character.size == size && (size > 1 || character.code < 0x80)) {
      return character.code;
    }
  }
  return lone_byte + static_cast<unsigned char>(text[at - 1]);
}

bool is_digit(char32_t c) {
  if (c < 0x80) {
    return c >= '0' && c <= '9';
  }
  return c != no_character && decimal_digit(c).has_value();
}

bool is_word_character(char32_t c) {
  return c != no_character && is_word(c);
}

bool is_sql_letter(char32_t c) {
  if (c < 0x80) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }
  return (c >= 0xC0 && c <= 0xDC) || (c >= 0xE0 && c <= 0xFC && c != 0xF7) ||
         c == dotted_capital_i || c == dotless_i || c == long_s || c == kelvin_sign ||
         c == angstrom_sign;
}

char32_t regex_upper(char32_t c) {
  if (c >= 'a' && c <= 'z') {
    return c - 'a' + 'A';
  }
  switch (c) {
    case dotted_capital_i:
    case dotless_i:
      return 'I';
    case long_s:
      return 'S';
    case kelvin_sign:
      return 'K';
    default:
      return c;
  }
}

std::string python_upper(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const char c = text[0];
    if (static_cast<unsigned char>(c) < 0x80) {
      out += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
      text.remove_prefix(1);
      continue;
    }
    const auto* special =
        std::find_if(ascii_capitals.begin(), ascii_capitals.end(),
                     [&](const Upper& row) { return text.starts_with(row.character); });
    const bool found = special != ascii_capitals.end();
    const std::size_t size = found ? special->character.size() : 1;
    out += found ? special->upper : text.substr(0, 1);
    text.remove_prefix(size);
  }
  return out;
}

std::string python_lower(std::string_view text) {
  constexpr std::string_view kelvin = "\u212A";
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const bool is_kelvin = text.starts_with(kelvin);
    out += is_kelvin ? 'k' : to_lower_ascii(text[0]);
    text.remove_prefix(is_kelvin ? kelvin.size() : 1);
  }
  return out;
}

}  // namespace mltrack::search
