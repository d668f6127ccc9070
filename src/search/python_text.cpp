#include "python_text.hpp"

#include "characters.hpp"

#include "mltrack/base/unicode.hpp"

#include <fmt/format.h>

#include <iterator>

namespace mltrack::search {
namespace {

char quote_for(std::string_view text) {
  const bool has_single = text.find('\'') != std::string_view::npos;
  const bool has_double = text.find('"') != std::string_view::npos;
  return has_single && !has_double ? '"' : '\'';
}

/// Writes `c` if it has an escape of its own; false if not.
bool append_short_escape(std::string& out, char32_t c, char quote) {
  switch (c) {
    case '\n':
      out += "\\n";
      return true;
    case '\r':
      out += "\\r";
      return true;
    case '\t':
      out += "\\t";
      return true;
    case '\\':
      out += "\\\\";
      return true;
    default:
      if (c == static_cast<unsigned char>(quote)) {
        out += '\\';
        out += quote;
        return true;
      }
      return false;
  }
}

/// Like character_at, but a lone surrogate (as JSON's `\ud800` makes it) is one character.
Character character_or_surrogate(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  if (byte(at) == 0xED && byte(at + 1) >= 0xA0 && byte(at + 1) < 0xC0 &&
      (byte(at + 2) & 0xC0U) == 0x80) {
    return {0xD000U | (byte(at + 1) & 0x3FU) << 6U | (byte(at + 2) & 0x3FU), 3};
  }
  return character_at(text, at);
}

}  // namespace

std::string python_repr(std::string_view text) {
  const char quote = quote_for(text);
  std::string out(1, quote);
  for (std::size_t at = 0; at < text.size();) {
    const Character c = character_or_surrogate(text, at);
    if (append_short_escape(out, c.code, quote)) {
      // written
    } else if (is_printable(c.code)) {
      out += text.substr(at, c.size);
    } else {
      const auto code = static_cast<unsigned>(c.code);
      const char* const form = code < 0x100     ? "\\x{:02x}"
                               : code < 0x10000 ? "\\u{:04x}"
                                                : "\\U{:08x}";
      fmt::format_to(std::back_inserter(out), fmt::runtime(form), code);
    }
    at += c.size;
  }
  out += quote;
  return out;
}

std::string python_bytes_repr(std::string_view bytes) {
  const char quote = quote_for(bytes);
  std::string out = "b";
  out += quote;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (append_short_escape(out, byte, quote)) {
      continue;
    }
    if (byte >= 0x20 && byte < 0x7F) {
      out += c;
    } else {
      fmt::format_to(std::back_inserter(out), "\\x{:02x}", byte);
    }
  }
  out += quote;
  return out;
}

}  // namespace mltrack::search
