#include "mltrack/base/number.hpp"
#include "mltrack/base/unicode.hpp"
#include "mltrack/yaml/value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <type_traits>

namespace mltrack::yaml {
namespace {

void append_character(std::string& out, char32_t c, char quote) {
  if (c == static_cast<unsigned char>(quote) || c == '\\') {
    out += '\\';
    out += static_cast<char>(c);
  } else if (c == '\n' || c == '\r' || c == '\t') {
    out += c == '\n' ? "\\n" : c == '\r' ? "\\r" : "\\t";
  } else if (is_printable(c)) {
    append_utf8(out, c);
  } else {
    const auto code = static_cast<std::uint32_t>(c);
    out += code < 0x100     ? fmt::format("\\x{:02x}", code)
           : code < 0x10000 ? fmt::format("\\u{:04x}", code)
                            : fmt::format("\\U{:08x}", code);
  }
}

/// Python's repr of a str. Bytes that are not UTF-8 look as Python's surrogateescape has them.
void append_repr(std::string& out, std::string_view text) {
  const bool double_quotes =
      text.find('\'') != std::string_view::npos && text.find('"') == std::string_view::npos;
  const char quote = double_quotes ? '"' : '\'';
  out += quote;
  while (!text.empty()) {
    if (const auto c = take_code_point(text)) {
      append_character(out, *c, quote);
    } else {
      out += fmt::format("\\udc{:02x}", static_cast<unsigned char>(text[0]));
      text.remove_prefix(1);
    }
  }
  out += quote;
}

void append(std::string& out, const Value& value);

void append(std::string& out, const List& list) {
  out += '[';
  for (const Value& item : list) {
    if (&item != list.data()) {
      out += ", ";
    }
    append(out, item);
  }
  out += ']';
}

void append(std::string& out, const Map& map) {
  out += '{';
  for (const auto& entry : map) {
    if (&entry != map.data()) {
      out += ", ";
    }
    append_repr(out, entry.first);
    out += ": ";
    append(out, entry.second);
  }
  out += '}';
}

void append(std::string& out, const Value& value) {
  std::visit(
      [&out](const auto& data) {
        using T = std::decay_t<decltype(data)>;
        if constexpr (std::is_same_v<T, std::monostate>) {
          out += "None";
        } else if constexpr (std::is_same_v<T, bool>) {
          out += data ? "True" : "False";
        } else if constexpr (std::is_same_v<T, std::int64_t>) {
          append_int(out, data);
        } else if constexpr (std::is_same_v<T, double>) {
          append_double(out, data);
        } else if constexpr (std::is_same_v<T, std::string>) {
          append_repr(out, data);
        } else {
          append(out, data);
        }
      },
      value.data);
}

}  // namespace

std::string python_str(const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value.data)) {
    return *text;
  }
  std::string out;
  append(out, value);
  return out;
}

}  // namespace mltrack::yaml
