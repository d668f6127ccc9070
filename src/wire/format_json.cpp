// JSON as text. Written here and not with nlohmann's dump() because numbers should look as Python
// writes them (dump() does not always find the shortest digits, and turns to 1e+15 a digit early),
// and because dump() lets characters through that a terminal obeys.

#include "mltrack/base/number.hpp"
#include "mltrack/base/unicode.hpp"
#include "mltrack/wire/json.hpp"

#include <nlohmann/json.hpp>

#include <cmath>

namespace mltrack::wire {
namespace {

bool is_plain(char c) {
  return c >= 0x20 && c < 0x7F && c != '"' && c != '\\';
}

/// The same characters as escape_controls: C0, DEL, C1, line separators, marks of direction.
bool is_harmful(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029 ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

void append_escape(std::string& out, char32_t code_point) {
  constexpr std::string_view digits = "0123456789abcdef";
  out += "\\u";
  for (unsigned shift = 16; shift > 0;) {
    shift -= 4;
    out += digits[code_point >> shift & 0xFU];
  }
}

/// One character that is not plain.
void append_odd(std::string& out, char32_t c) {
  switch (c) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    case '\b':
      out += "\\b";
      return;
    case '\f':
      out += "\\f";
      return;
    default:
      break;
  }
  if (is_harmful(c)) {
    append_escape(out, c);
  } else {
    append_utf8(out, c);
  }
}

class Formatter {
 public:
  Formatter(std::string& out, JsonLayout layout) : out_(out), layout_(layout) {}

  void value(const Json& json, int level) {
    switch (json.type()) {
      case Json::value_t::object:
        object(json, level);
        break;
      case Json::value_t::array:
        array(json, level);
        break;
      case Json::value_t::string:
        append_json_text(out_, json.get_ref<const std::string&>());
        break;
      case Json::value_t::number_float:
        append_json_number(out_, json.get<double>());
        break;
      case Json::value_t::number_integer:
        append_int(out_, json.get<std::int64_t>());
        break;
      default:  // null, booleans, unsigned numbers: no choice of how to write them
        out_ += json.dump();
    }
  }

 private:
  void object(const Json& json, int level) {
    if (json.empty()) {
      out_ += "{}";
      return;
    }
    out_ += '{';
    bool first = true;
    for (const auto& [name, item] : json.items()) {
      next(first, level + 1);
      append_json_text(out_, name);
      out_ += layout_ == JsonLayout::indented ? ": " : ":";
      value(item, level + 1);
    }
    new_line(level);
    out_ += '}';
  }

  void array(const Json& json, int level) {
    if (json.empty()) {
      out_ += "[]";
      return;
    }
    out_ += '[';
    bool first = true;
    for (const Json& item : json) {
      next(first, level + 1);
      value(item, level + 1);
    }
    new_line(level);
    out_ += ']';
  }

  void next(bool& first, int level) {
    if (!first) {
      out_ += ',';
    }
    first = false;
    new_line(level);
  }

  void new_line(int level) {
    if (layout_ == JsonLayout::indented) {
      out_ += '\n';
      out_.append(static_cast<std::size_t>(level) * 2, ' ');
    }
  }

  std::string& out_;
  JsonLayout layout_;
};

}  // namespace

void append_json_text(std::string& out, std::string_view text) {
  out += '"';
  while (!text.empty()) {
    std::size_t plain = 0;
    while (plain < text.size() && is_plain(text[plain])) {
      ++plain;
    }
    out += text.substr(0, plain);
    text.remove_prefix(plain);
    if (text.empty()) {
      break;
    }
    auto code_point = take_code_point(text);
    if (!code_point) {
      constexpr char32_t replacement_character = 0xFFFD;
      code_point = replacement_character;
      text.remove_prefix(1);
    }
    append_odd(out, *code_point);
  }
  out += '"';
}

void append_json_number(std::string& out, double value) {
  if (std::isnan(value)) {
    out += "\"NaN\"";
  } else if (std::isinf(value)) {
    out += value < 0 ? "\"-Infinity\"" : "\"Infinity\"";
  } else {
    append_double(out, value);
  }
}

void append_json(std::string& out, const Json& json, JsonLayout layout, int level) {
  Formatter(out, layout).value(json, level);
}

}  // namespace mltrack::wire
