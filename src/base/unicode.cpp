#include "mltrack/base/unicode.hpp"

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <vector>

namespace mltrack {
namespace {

constexpr char32_t zero_width_joiner = 0x200D;
constexpr char32_t emoji_variation_selector = 0xFE0F;
constexpr char32_t replacement_character = 0xFFFD;

bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

struct Alike {
  char32_t code_point;
  char32_t representative;
};
// Small letters that share their capital with another small letter: Python finds them equal.
// (Only the representatives differ from Unicode's own folding.)
constexpr std::array<Alike, 27> alike{
    {{0x131, 0x69},    {0x17F, 0x73},   {0x3B9, 0x345},  {0x3BC, 0xB5},   {0x3C3, 0x3C2},
     {0x3D0, 0x3B2},   {0x3D1, 0x3B8},  {0x3D5, 0x3C6},  {0x3D6, 0x3C0},  {0x3F0, 0x3BA},
     {0x3F1, 0x3C1},   {0x3F5, 0x3B5},  {0x1C80, 0x432}, {0x1C81, 0x434}, {0x1C82, 0x43E},
     {0x1C83, 0x441},  {0x1C84, 0x442}, {0x1C85, 0x442}, {0x1C86, 0x44A}, {0x1C87, 0x463},
     {0x1E9B, 0x1E61}, {0x1FBE, 0x345}, {0x1FD3, 0x390}, {0x1FE3, 0x3B0}, {0xA64B, 0x1C88},
     {0xFB06, 0xFB05}, {0x130, 0x69}}};

bool is_regional_indicator(char32_t c) {
  return c >= 0x1F1E6 && c <= 0x1F1FF;
}

}  // namespace

std::optional<char32_t> take_code_point(std::string_view& text) {
  if (text.empty()) {
    return std::nullopt;
  }
  const auto lead = static_cast<unsigned char>(text[0]);
  if (lead < 0x80) {
    text.remove_prefix(1);
    return lead;
  }
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < length) {
    return std::nullopt;
  }
  char32_t code_point = lead & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if (!is_continuation(text[i])) {
      return std::nullopt;
    }
    code_point = code_point << 6U | (static_cast<unsigned char>(text[i]) & 0x3FU);
  }
  constexpr std::array<char32_t, 5> smallest{0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
  if (code_point < smallest[length] || code_point > 0x10FFFF || surrogate) {
    return std::nullopt;
  }
  text.remove_prefix(length);
  return code_point;
}

void append_utf8(std::string& out, char32_t c) {
  const auto byte = [&](char32_t value) { out += static_cast<char>(value); };
  if (c < 0x80) {
    byte(c);
  } else if (c < 0x800) {
    byte(0xC0U | c >> 6U);
    byte(0x80U | (c & 0x3FU));
  } else if (c < 0x10000) {
    byte(0xE0U | c >> 12U);
    byte(0x80U | (c >> 6U & 0x3FU));
    byte(0x80U | (c & 0x3FU));
  } else {
    byte(0xF0U | c >> 18U);
    byte(0x80U | (c >> 12U & 0x3FU));
    byte(0x80U | (c >> 6U & 0x3FU));
    byte(0x80U | (c & 0x3FU));
  }
}

bool is_valid_utf8(std::string_view text) {
  while (!text.empty()) {
    if (!take_code_point(text)) {
      return false;
    }
  }
  return true;
}

std::string to_valid_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::string_view before = text;
    if (take_code_point(text)) {
      out += before.substr(0, before.size() - text.size());
    } else {
      append_utf8(out, replacement_character);
      text.remove_prefix(1);
    }
  }
  return out;
}

std::size_t count_code_points(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return !is_continuation(c); }));
}

std::string_view first_code_points(std::string_view text, std::size_t count) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!is_continuation(text[i]) && count-- == 0) {
      return text.substr(0, i);
    }
  }
  return text;
}

bool is_word(char32_t c) {
  if (c < 0x80) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(c))) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
      return true;
    default:
      return false;
  }
}

std::string to_lower_ascii(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    c = to_lower_ascii(c);
  }
  return lower;
}

char32_t fold_case(char32_t c) {
  if (c < 0x80) {
    return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
  }
  const auto lower_case = static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(c)));
  const auto* found = std::find_if(alike.begin(), alike.end(),
                                   [&](const Alike& a) { return a.code_point == lower_case; });
  return found != alike.end() ? found->representative : lower_case;
}

bool is_printable(char32_t c) {
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(c))) {
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
      return false;
    case UTF8PROC_CATEGORY_ZS:
      return c == ' ';
    default:
      return true;
  }
}

std::optional<int> decimal_digit(char32_t c) {
  const auto category = [](char32_t x) {
    return utf8proc_category(static_cast<utf8proc_int32_t>(x));
  };
  if (category(c) != UTF8PROC_CATEGORY_ND) {
    return std::nullopt;
  }
  // Unicode lays the ten digits of a script out in order. Nearly all begin at a code point that is
  // 0 or 6 modulo 16; the mathematical digits (1D7CE..1D7FF) are five tens in a row.
  if (c >= 0x1D7CE && c <= 0x1D7FF) {
    return static_cast<int>((c - 0x1D7CE) % 10);
  }
  const char32_t low = c % 16;
  return static_cast<int>(low >= 6 && category(c - low) != UTF8PROC_CATEGORY_ND ? low - 6 : low);
}

namespace {

/// Columns of a text that is taken in character by character.
class WidthMeter {
 public:
  /// Nothing is a byte that is no character.
  void add(std::optional<char32_t> code_point) {
    if (!code_point) {
      ++width_;
      return;
    }
    if (*code_point == emoji_variation_selector && last_ == 1) {
      ++width_;  // "❤" is narrow, "❤️" is an emoji and wide
      last_ = 2;
    }
    std::size_t here = *code_point < 0x80 ? 1
                                          : static_cast<std::size_t>(utf8proc_charwidth(
                                                static_cast<utf8proc_int32_t>(*code_point)));
    if (is_regional_indicator(*code_point)) {
      here = half_a_flag_ ? 0 : 2;
      half_a_flag_ = !half_a_flag_;
    } else {
      half_a_flag_ = false;
    }
    const bool skin_tone = *code_point >= 0x1F3FB && *code_point <= 0x1F3FF;
    // Emoji are joined to one; the joiner in an Indic word joins the strokes, not the columns.
    if ((joined_ || skin_tone) && last_ == 2) {
      here = 0;
    }
    joined_ = *code_point == zero_width_joiner;
    width_ += here;
    last_ = here == 0 ? last_ : here;
  }
  [[nodiscard]] std::size_t width() const { return width_; }

 private:
  std::size_t width_ = 0;
  bool joined_ = false;       // the previous character was a zero-width joiner
  bool half_a_flag_ = false;  // the previous character opened a pair of regional indicators
  std::size_t last_ = 0;      // width of the previous character that had one
};

/// Takes the next character, or one byte that is none, off `text`.
std::optional<char32_t> take_something(std::string_view& text) {
  const auto code_point = take_code_point(text);
  if (!code_point) {
    text.remove_prefix(1);
  }
  return code_point;
}

}  // namespace

std::size_t display_width(std::string_view text) {
  WidthMeter meter;
  while (!text.empty()) {
    meter.add(take_something(text));
  }
  return meter.width();
}

std::string fit_width(std::string_view text, std::size_t columns) {
  if (display_width(text) <= columns) {
    return std::string(text);
  }
  if (columns == 0) {
    return {};
  }
  WidthMeter meter;
  std::size_t kept = 0;
  for (std::string_view rest = text; !rest.empty();) {
    meter.add(take_something(rest));
    if (meter.width() > columns - 1) {
      break;
    }
    kept = text.size() - rest.size();
  }
  return std::string(text.substr(0, kept)) + "…";
}

std::string pad_right(std::string_view text, std::size_t columns) {
  return std::string(text).append(columns - std::min(columns, display_width(text)), ' ');
}

std::string pad_left(std::string_view text, std::size_t columns) {
  return std::string(columns - std::min(columns, display_width(text)), ' ').append(text);
}

std::string escape_controls(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::string_view before = text;
    const auto code_point = take_code_point(text);
    if (!code_point) {
      out += fmt::format("\\x{:02x}", static_cast<unsigned char>(before[0]));
      text.remove_prefix(1);
      continue;
    }
    switch (*code_point) {
      case '\n':
        out += "\\n";
        break;
      case '\t':
        out += "\\t";
        break;
      case '\r':
        out += "\\r";
        break;
      default:
        // C0, DEL, C1, and the marks that turn the direction of what follows in the line.
        if (*code_point < 0x20 || (*code_point >= 0x7F && *code_point <= 0x9F)) {
          out += fmt::format("\\x{:02x}", static_cast<unsigned>(*code_point));
        } else if ((*code_point >= 0x202A && *code_point <= 0x202E) || *code_point == 0x2028 ||
                   *code_point == 0x2029 || (*code_point >= 0x2066 && *code_point <= 0x2069)) {
          out += fmt::format("\\u{:04x}", static_cast<unsigned>(*code_point));
        } else {
          out += before.substr(0, before.size() - text.size());
        }
    }
  }
  return out;
}

std::string json_quote_ascii(std::string_view text) {
  std::string out = "\"";
  while (!text.empty()) {
    auto code_point = take_code_point(text);
    if (!code_point) {
      code_point = replacement_character;
      text.remove_prefix(1);
    }
    const auto unit = [&](unsigned value) { out += fmt::format("\\u{:04x}", value); };
    switch (*code_point) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      case '\b':
        out += "\\b";
        break;
      case '\f':
        out += "\\f";
        break;
      default:
        if (*code_point >= 0x20 && *code_point < 0x7F) {
          out += static_cast<char>(*code_point);
        } else if (*code_point < 0x10000) {
          unit(static_cast<unsigned>(*code_point));
        } else {
          unit(static_cast<unsigned>(0xD800U + ((*code_point - 0x10000U) >> 10U)));
          unit(static_cast<unsigned>(0xDC00U + ((*code_point - 0x10000U) & 0x3FFU)));
        }
    }
  }
  return out + '"';
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  // Damerau-Levenshtein, restricted to neighbouring swaps; three rows suffice.
  std::vector<std::size_t> two_back(b.size() + 1);
  std::vector<std::size_t> previous(b.size() + 1);
  std::vector<std::size_t> current(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) {
    previous[j] = j;
  }
  for (std::size_t i = 1; i <= a.size(); ++i) {
    current[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = to_lower_ascii(a[i - 1]) == to_lower_ascii(b[j - 1]);
      current[j] =
          std::min({previous[j] + 1, current[j - 1] + 1, previous[j - 1] + (same ? 0 : 1)});
      if (i > 1 && j > 1 && to_lower_ascii(a[i - 1]) == to_lower_ascii(b[j - 2]) &&
          to_lower_ascii(a[i - 2]) == to_lower_ascii(b[j - 1])) {
        current[j] = std::min(current[j], two_back[j - 2] + 1);
      }
    }
    std::swap(two_back, previous);
    std::swap(previous, current);
  }
  return previous[b.size()];
}

}  // namespace mltrack
