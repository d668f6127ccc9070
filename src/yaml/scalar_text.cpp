#include "scalar_text.hpp"

#include "mltrack/base/unicode.hpp"

#include <array>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <system_error>
#include <utility>

namespace mltrack::yaml {
namespace {

/// Length of the line break at `at`, 0 if there is none.
std::size_t break_length(std::string_view text, std::size_t at) {
  return text[at] == '\n' ? 1 : is_unicode_break(text, at) ? 3 : 0;
}

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

/// Plain ASCII from U+0020 to U+007E and line feeds.
bool is_simple_byte(unsigned char c) {
  return (c >= 0x20 && c < 0x7F) || c == '\n';
}

/// The first byte from `at` that is not simple. By blocks, for the compiler makes vectors of them.
std::size_t skip_simple(std::string_view text, std::size_t at) {
  constexpr std::size_t block = 16;
  while (text.size() - at >= block) {
    unsigned others = 0;
    for (std::size_t i = 0; i < block; ++i) {
      others |= is_simple_byte(static_cast<unsigned char>(text.data()[at + i])) ? 0U : 1U;
    }
    if (others != 0) {
      break;
    }
    at += block;
  }
  while (at < text.size() && is_simple_byte(static_cast<unsigned char>(text[at]))) {
    ++at;
  }
  return at;
}

/// A printable character by libyaml's rule, without those that `certain_characters` leaves out.
bool is_certain(char32_t c) {
  return (c >= 0xA0 && c <= 0xFFFD && c != 0xFEFF) || c >= 0x10000;
}

std::optional<std::size_t> escape_digits(char c) {
  return c == 'x'   ? std::optional<std::size_t>(2)
         : c == 'u' ? std::optional<std::size_t>(4)
         : c == 'U' ? std::optional<std::size_t>(8)
                    : std::nullopt;
}

/// What follows the backslash; `at` moves past it. False if that is no escape.
bool append_escape(std::string& out, std::string_view text, std::size_t& at) {
  constexpr std::array<std::pair<char, std::string_view>, 18> letters{
      {{'0', std::string_view("\0", 1)},
       {'a', "\a"},
       {'b', "\b"},
       {'t', "\t"},
       {'n', "\n"},
       {'v', "\v"},
       {'f', "\f"},
       {'r', "\r"},
       {'e', "\x1b"},
       {' ', " "},
       {'"', "\""},
       {'/', "/"},
       {'\\', "\\"},
       {'N', "\xC2\x85"},
       {'_', "\xC2\xA0"},
       {'L', "\xE2\x80\xA8"},
       {'P', "\xE2\x80\xA9"},
       {'\t', "\t"}}};
  if (at == text.size()) {
    return false;
  }
  const char letter = text[at++];
  if (const auto digits = escape_digits(letter)) {
    std::uint32_t code = 0;
    const std::string_view hex = text.substr(at, *digits);
    const auto [end, error] = std::from_chars(hex.data(), hex.data() + hex.size(), code, 16);
    if (hex.size() != *digits || error != std::errc{} || end != hex.data() + hex.size() ||
        (code >= 0xD800 && code <= 0xDFFF) || code > 0x10FFFF) {
      return false;
    }
    append_utf8(out, code);
    at += *digits;
    return true;
  }
  for (const auto& [name, meaning] : letters) {
    if (name == letter) {
      out += meaning;
      return true;
    }
  }
  return false;
}

/// Reads a run of blanks and line breaks from `at` and appends what it means. A single line feed
/// is a space, further ones are line feeds, blanks around breaks vanish. After an escaped line
/// break (`continued`) only further breaks count.
void append_blanks(std::string& out, std::string_view text, std::size_t& at, bool continued) {
  const std::size_t begin = at;
  std::string first_break;
  std::string further_breaks;
  bool broken = continued;
  bool seen = false;
  while (at < text.size()) {
    if (is_blank(text[at])) {
      ++at;
      continue;
    }
    const std::size_t length = break_length(text, at);
    if (length == 0) {
      break;
    }
    (broken ? further_breaks : first_break) += text.substr(at, length);
    seen = seen || !broken;
    broken = true;
    at += length;
  }
  if (!broken) {
    out += text.substr(begin, at - begin);
  } else if (seen && first_break == "\n") {
    out += further_breaks.empty() ? " " : further_breaks;
  } else {
    out += first_break;
    out += further_breaks;
  }
}

std::optional<std::string> unquote_double(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  std::size_t at = 0;
  while (at < text.size()) {
    if (is_blank(text[at]) || break_length(text, at) > 0) {
      append_blanks(out, text, at, false);
    } else if (text[at] != '\\') {
      out += text[at++];
    } else if (const auto length = at + 1 < text.size() ? break_length(text, at + 1) : 0) {
      at += 1 + length;
      append_blanks(out, text, at, true);
    } else if (++at; !append_escape(out, text, at)) {
      return std::nullopt;
    }
  }
  return out;
}

std::string unquote_single(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  std::size_t at = 0;
  while (at < text.size()) {
    if (is_blank(text[at]) || break_length(text, at) > 0) {
      append_blanks(out, text, at, false);
    } else {
      at += text[at] == '\'' ? 1 : 0;  // the first of a doubled quote
      out += text[at++];
    }
  }
  return out;
}

}  // namespace

Characters certain_characters(std::string_view text) {
  auto found = Characters::certain;
  std::size_t at = 0;
  while (true) {
    at = skip_simple(text, at);
    if (at == text.size()) {
      return found;
    }
    std::string_view rest = text.substr(at);
    if (is_unicode_break(text, at)) {
      found = Characters::with_unicode_breaks;
    }
    const auto c = take_code_point(rest);
    if (!c || !is_certain(*c)) {
      return Characters::doubtful;
    }
    at = text.size() - rest.size();
  }
}

std::optional<std::size_t> quoted_end(std::string_view text, std::size_t begin) {
  const char quote = text[begin];
  std::size_t at = begin + 1;
  while (at < text.size()) {
    if (text[at] == quote) {
      if (quote == '"' || at + 1 == text.size() || text[at + 1] != quote) {
        return at + 1;
      }
      ++at;
    } else if (text[at] == '\\' && quote == '"') {
      ++at;
    }
    ++at;
  }
  return std::nullopt;
}

std::optional<std::string> unquote(std::string_view quoted) {
  const std::string_view inner = quoted.substr(1, quoted.size() - 2);
  return quoted[0] == '"' ? unquote_double(inner) : unquote_single(inner);
}

std::string unfold(std::string_view plain) {
  std::string out;
  out.reserve(plain.size());
  for (std::size_t at = 0; at < plain.size();) {
    const auto end = std::min(plain.find('\n', at), plain.size());
    const auto first = std::min(plain.find_first_not_of(' ', at), end);
    const auto last = plain.find_last_not_of(' ', end - 1);
    if (!out.empty()) {
      out += ' ';
    }
    out += plain.substr(first, last + 1 - first);
    at = end + 1;
  }
  return out;
}

}  // namespace mltrack::yaml
