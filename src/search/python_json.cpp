#include "python_json.hpp"

#include "python_text.hpp"

#include "mltrack/base/number.hpp"
#include "mltrack/base/unicode.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace mltrack::search {
namespace {

constexpr int deepest = 500;
constexpr std::size_t most_members = 1000;  // ours have one; more would only cost time

class JsonReader {
 public:
  explicit JsonReader(std::string_view text) : rest_(text) {}

  std::optional<JsonValue> read_all() {
    JsonValue value;
    if (!read(value, 0)) {
      return std::nullopt;
    }
    skip_blanks();
    return rest_.empty() ? std::optional(std::move(value)) : std::nullopt;
  }

 private:
  bool read(JsonValue& value, int depth) {
    skip_blanks();
    if (rest_.empty() || depth > deepest) {
      return false;
    }
    switch (rest_[0]) {
      case '{':
        return read_object(value, depth);
      case '[':
        return read_array(value, depth);
      case '"':
        value.kind = JsonValue::Kind::string;
        return read_string(value.text);
      default:
        return read_word(value) || read_number(value);
    }
  }

  bool read_object(JsonValue& value, int depth) {
    value.kind = JsonValue::Kind::object;
    take("{");
    skip_blanks();
    if (take("}")) {
      return true;
    }
    do {
      skip_blanks();
      std::string key;
      JsonValue item;
      if (!rest_.starts_with('"') || !read_string(key) || value.members.size() >= most_members) {
        return false;
      }
      skip_blanks();
      if (!take(":") || !read(item, depth + 1)) {
        return false;
      }
      const auto same = std::find_if(value.members.begin(), value.members.end(),
                                     [&](const auto& member) { return member.key == key; });
      if (same != value.members.end()) {
        same->value = std::move(item);
      } else {
        value.members.push_back({std::move(key), std::move(item)});
      }
      skip_blanks();
    } while (take(","));
    return take("}");
  }

  bool read_array(JsonValue& value, int depth) {
    value.kind = JsonValue::Kind::array;
    take("[");
    skip_blanks();
    if (take("]")) {
      return true;
    }
    do {
      if (!read(value.items.emplace_back(), depth + 1)) {
        return false;
      }
      skip_blanks();
    } while (take(","));
    return take("]");
  }

  bool read_string(std::string& out) {
    rest_.remove_prefix(1);
    while (!rest_.empty() && rest_[0] != '"') {
      if (static_cast<unsigned char>(rest_[0]) < 0x20) {
        return false;
      }
      if (rest_[0] != '\\') {
        out += rest_[0];
        rest_.remove_prefix(1);
      } else if (!read_escape(out)) {
        return false;
      }
    }
    return take("\"");
  }

  bool read_escape(std::string& out) {
    constexpr std::string_view from = "\"\\/bfnrt";
    constexpr std::string_view to = "\"\\/\b\f\n\r\t";
    if (rest_.size() < 2) {
      return false;
    }
    if (const std::size_t at = from.find(rest_[1]); at != std::string_view::npos) {
      out += to[at];
      rest_.remove_prefix(2);
      return true;
    }
    auto code = take_unicode_escape();
    if (!code) {
      return false;
    }
    if (*code >= 0xD800 && *code <= 0xDBFF) {
      const std::string_view before = rest_;
      const auto low = take_unicode_escape();
      if (low && *low >= 0xDC00 && *low <= 0xDFFF) {
        code = 0x10000 + ((*code - 0xD800) << 10U) + (*low - 0xDC00);
      } else {
        rest_ = before;
      }
    }
    append_utf8(out, *code);
    return true;
  }

  std::optional<std::uint32_t> take_unicode_escape() {
    if (!rest_.starts_with("\\u") || rest_.size() < 6) {
      return std::nullopt;
    }
    std::uint32_t code = 0;
    const char* const end = rest_.data() + 6;
    if (std::from_chars(rest_.data() + 2, end, code, 16).ptr != end) {
      return std::nullopt;
    }
    rest_.remove_prefix(6);
    return code;
  }

  bool read_word(JsonValue& value) {
    using Kind = JsonValue::Kind;
    constexpr double infinity = std::numeric_limits<double>::infinity();
    const auto is = [&](std::string_view word, Kind kind, bool boolean, double number) {
      if (!take(word)) {
        return false;
      }
      value.kind = kind;
      value.boolean = boolean;
      value.number = number;
      return true;
    };
    return is("null", Kind::null, false, 0) || is("true", Kind::boolean, true, 0) ||
           is("false", Kind::boolean, false, 0) ||
           is("NaN", Kind::floating, false, std::numeric_limits<double>::quiet_NaN()) ||
           is("Infinity", Kind::floating, false, infinity) ||
           is("-Infinity", Kind::floating, false, -infinity);
  }

  bool read_number(JsonValue& value) {
    const auto digits_from = [&](std::size_t at) {
      return std::min(rest_.find_first_not_of("0123456789", at), rest_.size());
    };
    const std::size_t start = rest_.starts_with('-') ? 1 : 0;
    std::size_t end = rest_.substr(start).starts_with('0') ? start + 1 : digits_from(start);
    if (end == start) {
      return false;
    }
    const std::size_t whole = end;
    if (rest_.substr(end).starts_with('.') && digits_from(end + 1) > end + 1) {
      end = digits_from(end + 1);
    }
    if (end < rest_.size() && (rest_[end] == 'e' || rest_[end] == 'E')) {
      const bool sign = end + 1 < rest_.size() && (rest_[end + 1] == '-' || rest_[end + 1] == '+');
      const std::size_t exponent = end + (sign ? 2 : 1);
      end =
          exponent < rest_.size() && digits_from(exponent) > exponent ? digits_from(exponent) : end;
    }
    value.kind = end == whole ? JsonValue::Kind::integer : JsonValue::Kind::floating;
    value.text = rest_.substr(0, end);
    value.number = parse_python_float(value.text).value_or(0);
    if (value.text == "-0") {
      value.text = "0";
    }
    rest_.remove_prefix(end);
    return true;
  }

  void skip_blanks() {
    rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t\n\r"), rest_.size()));
  }

  bool take(std::string_view word) {
    if (!rest_.starts_with(word)) {
      return false;
    }
    rest_.remove_prefix(word.size());
    return true;
  }

  std::string_view rest_;
};

}  // namespace

const JsonValue* JsonValue::member(std::string_view key) const {
  const auto found = std::find_if(members.begin(), members.end(),
                                  [&](const auto& member) { return member.key == key; });
  return found == members.end() ? nullptr : &found->value;
}

bool JsonValue::is_true() const {
  switch (kind) {
    case Kind::boolean:
      return boolean;
    case Kind::integer:
    case Kind::floating:
      return number != 0;
    case Kind::null:
      return false;
    default:
      return !text.empty() || !items.empty() || !members.empty();
  }
}

std::optional<std::int64_t> JsonValue::to_integer() const {
  switch (kind) {
    case Kind::boolean:
      return boolean ? 1 : 0;
    case Kind::integer:
    case Kind::floating:
      // The comparison is false for NaN; what is beyond 64 bits is beyond every result.
      if (std::abs(number) < 0x1p63) {
        return parse_python_int(text).value_or(static_cast<std::int64_t>(number));
      }
      if (std::isnan(number) || (kind == Kind::floating && std::isinf(number))) {
        return std::nullopt;
      }
      return number < 0 ? std::numeric_limits<std::int64_t>::min()
                        : std::numeric_limits<std::int64_t>::max();
    case Kind::string:
      return parse_python_int(text);
    default:
      return std::nullopt;
  }
}

std::string JsonValue::repr() const {
  std::string out;
  switch (kind) {
    case Kind::null:
      return "None";
    case Kind::boolean:
      return boolean ? "True" : "False";
    case Kind::integer:
      return text;
    case Kind::floating:
      return format_double(number);
    case Kind::string:
      return python_repr(text);
    case Kind::array:
      for (const JsonValue& item : items) {
        out += (out.empty() ? "" : ", ") + item.repr();
      }
      return "[" + out + "]";
    case Kind::object:
      break;
  }
  for (const auto& [key, item] : members) {
    out += (out.empty() ? "" : ", ") + python_repr(key) + ": " + item.repr();
  }
  return "{" + out + "}";
}

std::string JsonValue::str() const {
  return kind == Kind::string ? text : repr();
}

std::optional<JsonValue> parse_python_json(std::string_view text) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (text.starts_with(byte_order_mark)) {
    text.remove_prefix(byte_order_mark.size());
  }
  if (!is_valid_utf8(text)) {
    return std::nullopt;
  }
  return JsonReader(text).read_all();
}

}  // namespace mltrack::search
