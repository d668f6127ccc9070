#include "json_reader.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/number.hpp"
#include "mltrack/base/unicode.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

namespace mltrack::wire {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool all_different(const yaml::Map& map) {
  for (auto a = map.begin(); a != map.end(); ++a) {
    for (auto b = map.begin(); b != a; ++b) {
      if (a->first == b->first) {
        return false;
      }
    }
  }
  return true;
}

/// Of equal names the last value counts, at the place of the first, as in a Python dict.
void keep_last(yaml::Map& map) {
  constexpr std::size_t few = 12;  // so few are compared faster than hashed
  if (map.size() <= few && all_different(map)) {
    return;
  }
  std::unordered_map<std::string_view, std::size_t> places;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < map.size(); ++i) {
    const auto [place, is_new] = places.try_emplace(map[i].first, i);
    kept += is_new ? 1 : 0;
  }
  if (kept == map.size()) {
    return;
  }
  places.clear();
  yaml::Map unique;
  unique.reserve(kept);  // its names must not move: the keys of `places` look at them
  for (auto& [name, value] : map) {
    if (const auto place = places.find(name); place != places.end()) {
      unique[place->second].second = std::move(value);
    } else {
      unique.emplace_back(std::move(name), std::move(value));
      places.emplace(unique.back().first, unique.size() - 1);
    }
  }
  map = std::move(unique);
}

class Reader {
 public:
  Reader(std::string_view text, int deepest) : text_(text), rest_(text), deepest_(deepest) {
    if (rest_.starts_with(byte_order_mark)) {
      rest_.remove_prefix(byte_order_mark.size());
      text_ = rest_;
    }
  }

  yaml::Value read_all() {
    yaml::Value value = read_value(0);
    skip_blanks();
    if (!rest_.empty()) {
      fail("expected nothing more");
    }
    return value;
  }

 private:
  [[noreturn]] void fail(std::string_view what) const {
    const std::string_view before = text_.substr(0, text_.size() - rest_.size());
    const auto line_begin = before.rfind('\n') + 1;  // npos + 1 is 0
    const std::size_t column = count_code_points(before.substr(line_begin)) + 1;
    if (text_.find('\n') == std::string_view::npos) {
      throw Error::invalid("Invalid JSON at column {}: {}", column, what);
    }
    throw Error::invalid("Invalid JSON at line {}, column {}: {}",
                         std::count(before.begin(), before.end(), '\n') + 1, column, what);
  }

  void skip_blanks() {
    while (!rest_.empty() &&
           (rest_[0] == ' ' || rest_[0] == '\t' || rest_[0] == '\n' || rest_[0] == '\r')) {
      rest_.remove_prefix(1);
    }
  }

  bool take(std::string_view expected) {
    if (!rest_.starts_with(expected)) {
      return false;
    }
    rest_.remove_prefix(expected.size());
    return true;
  }

  yaml::Value read_value(int depth) {
    skip_blanks();
    if (rest_.empty()) {
      fail("expected a value, but the text ends here");
    }
    switch (rest_[0]) {
      case '{':
        return read_object(depth);
      case '[':
        return read_list(depth);
      case '"':
        return read_string();
      default:
        return read_word();
    }
  }

  yaml::Value read_word() {
    if (take("true")) {
      return true;
    }
    if (take("false")) {
      return false;
    }
    if (take("null")) {
      return {};
    }
    if (take("NaN")) {
      return std::numeric_limits<double>::quiet_NaN();
    }
    if (take("Infinity")) {
      return std::numeric_limits<double>::infinity();
    }
    if (take("-Infinity")) {
      return -std::numeric_limits<double>::infinity();
    }
    const NumberText number = scan_number(rest_);
    if (number.length == 0) {
      fail("expected a value");
    }
    const std::string_view digits = rest_.substr(0, number.length);
    rest_.remove_prefix(number.length);
    if (!number.integer) {
      return *parse_python_float(digits);
    }
    std::int64_t value = 0;
    const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return result.ec == std::errc() ? yaml::Value(value) : yaml::Value(std::string(digits));
  }

  yaml::Value read_list(int depth) {
    open(depth);
    yaml::List list;
    skip_blanks();
    if (take("]")) {
      return list;
    }
    while (true) {
      list.push_back(read_value(depth + 1));
      skip_blanks();
      if (take("]")) {
        return list;
      }
      if (!take(",")) {
        fail("expected ',' or ']'");
      }
    }
  }

  yaml::Value read_object(int depth) {
    open(depth);
    yaml::Map map;
    skip_blanks();
    if (take("}")) {
      return map;
    }
    while (true) {
      skip_blanks();
      if (!rest_.starts_with('"')) {
        fail("expected a name in double quotes");
      }
      std::string name = read_string();
      skip_blanks();
      if (!take(":")) {
        fail("expected ':'");
      }
      map.emplace_back(std::move(name), read_value(depth + 1));
      skip_blanks();
      if (take("}")) {
        keep_last(map);
        return map;
      }
      if (!take(",")) {
        fail("expected ',' or '}'");
      }
    }
  }

  void open(int depth) {
    if (depth >= deepest_) {
      fail("too many brackets inside each other");
    }
    rest_.remove_prefix(1);
  }

  std::string read_string() {
    rest_.remove_prefix(1);
    std::string out;
    while (true) {
      std::size_t plain = 0;
      while (plain < rest_.size() && rest_[plain] >= 0x20 && rest_[plain] != '"' &&
             rest_[plain] != '\\') {
        ++plain;  // bytes beyond ASCII are negative and stop here too
      }
      out += rest_.substr(0, plain);
      rest_.remove_prefix(plain);
      if (rest_.empty()) {
        fail("expected '\"' at the end of the text");
      }
      if (take("\"")) {
        return out;
      }
      if (rest_[0] == '\\') {
        read_escape(out);
        continue;
      }
      const auto code_point = take_code_point(rest_);
      if (!code_point) {
        fail("not valid UTF-8");
      }
      if (*code_point < 0x20) {
        fail("a control character in a text must be escaped, as \\n or \\u0000");
      }
      append_utf8(out, *code_point);
    }
  }

  void read_escape(std::string& out) {
    constexpr std::string_view letters = "\"\\/bfnrt";
    constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
    const char letter = rest_.size() > 1 ? rest_[1] : '\0';
    if (const auto which = letters.find(letter); which != std::string_view::npos) {
      out += meanings[which];
      rest_.remove_prefix(2);
      return;
    }
    const auto first = hex_escape(rest_);
    if (!first) {
      fail("unknown escape after '\\'");
    }
    char32_t code_point = *first;
    std::size_t length = 6;
    if (code_point >= 0xD800 && code_point <= 0xDFFF) {
      const auto second = hex_escape(rest_.substr(6));
      if (code_point > 0xDBFF || !second || *second < 0xDC00 || *second > 0xDFFF) {
        fail("half of a surrogate pair");  // Python reads it, and fails when it is written
      }
      code_point = 0x10000 + ((code_point - 0xD800) << 10U) + (*second - 0xDC00);
      length = 12;
    }
    append_utf8(out, code_point);
    rest_.remove_prefix(length);
  }

  /// The value of `\uXXXX` at the beginning of `text`.
  static std::optional<char32_t> hex_escape(std::string_view text) {
    if (text.size() < 6 || !text.starts_with("\\u")) {
      return std::nullopt;
    }
    unsigned value = 0;
    const auto result = std::from_chars(text.data() + 2, text.data() + 6, value, 16);
    return result.ptr == text.data() + 6 ? std::optional<char32_t>(value) : std::nullopt;
  }

  std::string_view text_;
  std::string_view rest_;
  int deepest_;
};

}  // namespace

NumberText scan_number(std::string_view text) {
  std::size_t i = 0;
  const auto skip_digits = [&] {
    const std::size_t begin = i;
    while (i < text.size() && is_digit(text[i])) {
      ++i;
    }
    return i > begin;
  };
  if (text.starts_with('-')) {
    ++i;
  }
  if (i < text.size() && text[i] == '0') {
    ++i;  // no digits after a leading zero: `01` is the number 0 and something wrong behind it
  } else if (!skip_digits()) {
    return {};
  }
  NumberText number{.length = i};
  if (i < text.size() && text[i] == '.') {
    ++i;
    if (!skip_digits()) {
      return number;
    }
    number = {.length = i, .integer = false};
  }
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    ++i;
    if (i < text.size() && (text[i] == '+' || text[i] == '-')) {
      ++i;
    }
    if (skip_digits()) {
      number = {.length = i, .integer = false};
    }
  }
  return number;
}

yaml::Value read_json(std::string_view text, int deepest) {
  return Reader(text, deepest).read_all();
}

}  // namespace mltrack::wire
