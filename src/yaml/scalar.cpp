#include "mltrack/yaml/scalar.hpp"

#include "mltrack/base/number.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <optional>
#include <string>

namespace mltrack::yaml {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

template <std::size_t N>
bool is_one_of(std::string_view text, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

bool is_null(std::string_view text) {
  constexpr std::array<std::string_view, 5> words{"", "~", "null", "Null", "NULL"};
  return is_one_of(text, words);
}

bool is_true(std::string_view text) {
  constexpr std::array<std::string_view, 9> words{"yes",  "Yes", "YES", "true", "True",
                                                  "TRUE", "on",  "On",  "ON"};
  return is_one_of(text, words);
}

bool is_false(std::string_view text) {
  constexpr std::array<std::string_view, 9> words{"no",    "No",  "NO",  "false", "False",
                                                  "FALSE", "off", "Off", "OFF"};
  return is_one_of(text, words);
}

/// Reads a pattern from left to right; each step says whether it matched.
class Matcher {
 public:
  explicit Matcher(std::string_view text) : rest_(text) {}

  [[nodiscard]] bool at_end() const { return rest_.empty(); }
  bool one_of(std::string_view characters) {
    return !rest_.empty() && characters.find(rest_[0]) != std::string_view::npos && advance(1) > 0;
  }
  /// As many as there are, at most `most`; how many it were.
  std::size_t many_of(std::string_view characters,
                      std::size_t most = std::numeric_limits<std::size_t>::max()) {
    const auto end = rest_.find_first_not_of(characters);
    return advance(std::min(most, end == std::string_view::npos ? rest_.size() : end));
  }
  bool digits(std::size_t least, std::size_t most) {
    const auto count = many_of("0123456789", most);
    return count >= least;
  }
  /// `(:[0-5]?[0-9])+`, as often as it matches.
  bool sixtieths() {
    std::size_t count = 0;
    while (rest_.size() > 1 && rest_[0] == ':' && is_digit(rest_[1])) {
      const bool two = rest_.size() > 2 && rest_[1] <= '5' && is_digit(rest_[2]);
      advance(two ? 3 : 2);
      ++count;
    }
    return count > 0;
  }

 private:
  std::size_t advance(std::size_t count) {
    rest_.remove_prefix(count);
    return count;
  }
  std::string_view rest_;
};

std::string_view without_sign(std::string_view text) {
  return !text.empty() && (text[0] == '-' || text[0] == '+') ? text.substr(1) : text;
}

bool is_integer(std::string_view text) {
  text = without_sign(text);
  if (text.empty() || !is_digit(text[0])) {
    return false;
  }
  Matcher rest(text.substr(1));
  if (text[0] != '0') {
    rest.many_of("0123456789_");
    rest.sixtieths();
    return rest.at_end();
  }
  if (rest.at_end()) {
    return true;
  }
  std::string_view digits = "01234567_";
  if (text[1] == 'b' || text[1] == 'x') {
    digits = text[1] == 'b' ? "01_" : "0123456789abcdefABCDEF_";
    rest = Matcher(text.substr(2));
  }
  return rest.many_of(digits) > 0 && rest.at_end();
}

/// `([eE][-+][0-9]+)?` to the end.
bool ends_with_exponent(Matcher rest) {
  return rest.at_end() || (rest.one_of("eE") && rest.one_of("+-") &&
                           rest.many_of("0123456789") > 0 && rest.at_end());
}

bool is_float(std::string_view text) {
  const std::string_view digits = without_sign(text);
  if (digits.empty()) {
    return false;
  }
  if (digits[0] == '.') {
    constexpr std::array<std::string_view, 3> infinities{".inf", ".Inf", ".INF"};
    constexpr std::array<std::string_view, 3> not_numbers{".nan", ".NaN", ".NAN"};
    if (is_one_of(digits, infinities) || is_one_of(text, not_numbers)) {
      return true;
    }
    Matcher rest(text);  // no sign here: `-.5` is a string
    return rest.one_of(".") && rest.many_of("0123456789", 1) == 1 &&
           (rest.many_of("0123456789_"), ends_with_exponent(rest));
  }
  Matcher rest(digits);
  if (!rest.one_of("0123456789")) {
    return false;
  }
  rest.many_of("0123456789_");
  const bool sexagesimal = rest.sixtieths();
  if (!rest.one_of(".")) {
    return false;
  }
  rest.many_of("0123456789_");
  return sexagesimal ? rest.at_end() : ends_with_exponent(rest);
}

/// `([ \t]*(Z|[-+][0-9][0-9]?(:[0-9][0-9])?))?` to the end.
bool ends_with_zone(Matcher rest) {
  if (rest.at_end()) {
    return true;
  }
  rest.many_of(" \t");
  if (rest.one_of("Z")) {
    return rest.at_end();
  }
  if (!rest.one_of("+-") || !rest.digits(1, 2)) {
    return false;
  }
  return rest.at_end() || (rest.one_of(":") && rest.digits(2, 2) && rest.at_end());
}

bool is_timestamp(std::string_view text) {
  Matcher rest(text);
  if (!rest.digits(4, 4) || !rest.one_of("-")) {
    return false;
  }
  const auto month = rest.many_of("0123456789", 2);
  if (month == 0 || !rest.one_of("-")) {
    return false;
  }
  const auto day = rest.many_of("0123456789", 2);
  if (day == 0) {
    return false;
  }
  if (rest.at_end()) {
    return month == 2 && day == 2;
  }
  if (!rest.one_of("Tt") && rest.many_of(" \t") == 0) {
    return false;
  }
  if (!rest.digits(1, 2) || !rest.one_of(":") || !rest.digits(2, 2) || !rest.one_of(":") ||
      !rest.digits(2, 2)) {
    return false;
  }
  if (rest.one_of(".")) {
    rest.many_of("0123456789");
  }
  return ends_with_zone(rest);
}

std::optional<std::int64_t> digits_value(std::string_view digits, bool negative, int base) {
  std::uint64_t magnitude = 0;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), magnitude, base);
  constexpr auto largest = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  if (error != std::errc{} || end != digits.data() + digits.size() ||
      magnitude > largest + (negative ? 1 : 0)) {
    return std::nullopt;
  }
  return negative ? static_cast<std::int64_t>(0 - magnitude) : static_cast<std::int64_t>(magnitude);
}

/// `1:30:45` in base 60, without underscores and sign.
std::optional<std::int64_t> sexagesimal_integer(std::string_view text, bool negative) {
  std::int64_t value = 0;
  while (true) {
    const auto colon = text.find(':');
    const auto part = digits_value(text.substr(0, colon), false, 10);
    if (!part || __builtin_mul_overflow(value, 60, &value) ||
        __builtin_add_overflow(value, *part, &value)) {
      return std::nullopt;
    }
    if (colon == std::string_view::npos) {
      return negative ? -value : value;
    }
    text.remove_prefix(colon + 1);
  }
}

/// The text without underscores and sign; whether the sign was a minus.
std::pair<std::string, bool> bare_number(std::string_view text) {
  std::string digits(without_sign(text));
  digits.erase(std::remove(digits.begin(), digits.end(), '_'), digits.end());
  return {std::move(digits), text[0] == '-'};
}

std::optional<std::int64_t> integer_value(std::string_view text) {
  const auto [digits, negative] = bare_number(text);
  const std::string_view view = digits;
  if (view.find(':') != std::string_view::npos) {
    return sexagesimal_integer(view, negative);
  }
  if (view.size() > 1 && view[0] == '0') {
    const bool marked = view[1] == 'b' || view[1] == 'x';
    const int base = view[1] == 'b' ? 2 : view[1] == 'x' ? 16 : 8;
    return digits_value(marked ? view.substr(2) : view, negative, base);
  }
  return digits_value(view, negative, 10);
}

std::optional<double> float_value(std::string_view text) {
  auto [digits, negative] = bare_number(text);
  std::optional<double> magnitude;
  if (digits.size() > 1 && digits[0] == '.' && !is_digit(digits[1])) {
    magnitude = (digits[1] | 0x20) == 'i' ? std::numeric_limits<double>::infinity()
                                          : std::numeric_limits<double>::quiet_NaN();
  } else if (digits.find(':') == std::string::npos) {
    magnitude = parse_python_float(digits);
  } else {
    // PyYAML adds from the last part to the first; the order decides the last bit.
    double sum = 0;
    long double base = 1;
    std::string_view rest = digits;
    while (true) {
      const auto colon = rest.rfind(':');
      const auto part = colon == std::string_view::npos ? rest : rest.substr(colon + 1);
      sum += parse_python_float(part).value_or(0) * static_cast<double>(base);
      base *= 60;
      if (colon == std::string_view::npos) {
        break;
      }
      rest = rest.substr(0, colon);
    }
    magnitude = sum;
  }
  return magnitude && negative ? -*magnitude : magnitude;
}

}  // namespace

ScalarType resolve(std::string_view plain) {
  if (plain.empty()) {
    return ScalarType::null;
  }
  const char first = plain[0];
  if (is_digit(first) || first == '-' || first == '+' || first == '.') {
    if (first != '.' && is_integer(plain)) {
      return ScalarType::integer;
    }
    if (is_float(plain)) {
      return ScalarType::floating;
    }
    return is_digit(first) && is_timestamp(plain) ? ScalarType::timestamp : ScalarType::string;
  }
  constexpr std::size_t longest_word = 5;  // False
  if (plain.size() > longest_word) {
    return ScalarType::string;
  }
  if (is_null(plain)) {
    return ScalarType::null;
  }
  if (is_true(plain) || is_false(plain)) {
    return ScalarType::boolean;
  }
  if (plain == "<<") {
    return ScalarType::merge;
  }
  return plain == "=" ? ScalarType::value : ScalarType::string;
}

Value plain_value(std::string_view plain) {
  switch (resolve(plain)) {
    case ScalarType::null:
      return {};
    case ScalarType::boolean:
      return is_true(plain);
    case ScalarType::integer:
      if (const auto value = integer_value(plain)) {
        return *value;
      }
      break;
    case ScalarType::floating:
      if (const auto value = float_value(plain)) {
        return *value;
      }
      break;
    case ScalarType::string:
    case ScalarType::timestamp:
    case ScalarType::merge:
    case ScalarType::value:
      break;
  }
  return std::string(plain);
}

}  // namespace mltrack::yaml
