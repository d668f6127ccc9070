#include "mltrack/base/number.hpp"

#include "mltrack/base/unicode.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>

namespace mltrack {
namespace {

constexpr std::size_t longest_double = 32;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool equals_ignoring_case(std::string_view text, std::string_view lower) {
  if (text.size() != lower.size()) {
    return false;
  }
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) | 0x20U) != static_cast<unsigned char>(lower[i])) {
      return false;
    }
  }
  return true;
}

/// Python's rule for number texts: blanks around, `_` only between digits, digits of any script.
/// Gives plain ASCII, or nothing.
std::optional<std::string> to_ascii_number(std::string_view text) {
  std::string ascii;
  while (!text.empty()) {
    const auto code_point = take_code_point(text);
    if (!code_point) {
      return std::nullopt;
    }
    if (*code_point < 0x80) {
      ascii += static_cast<char>(*code_point);
    } else if (const auto digit = decimal_digit(*code_point)) {
      ascii += static_cast<char>('0' + *digit);
    } else if (*code_point == 0x85 || *code_point == 0xA0 || *code_point == 0x1680 ||
               (*code_point >= 0x2000 && *code_point <= 0x200A) || *code_point == 0x2028 ||
               *code_point == 0x2029 || *code_point == 0x202F || *code_point == 0x205F ||
               *code_point == 0x3000) {
      ascii += ' ';
    } else {
      return std::nullopt;
    }
  }
  constexpr std::string_view blanks = " \t\n\v\f\r\x1c\x1d\x1e\x1f";
  const auto first = ascii.find_first_not_of(blanks);
  if (first == std::string::npos) {
    return std::nullopt;
  }
  ascii = ascii.substr(first, ascii.find_last_not_of(blanks) - first + 1);
  std::string plain;
  for (std::size_t i = 0; i < ascii.size(); ++i) {
    if (ascii[i] != '_') {
      plain += ascii[i];
    } else if (i == 0 || i + 1 == ascii.size() || !is_digit(ascii[i - 1]) ||
               !is_digit(ascii[i + 1])) {
      return std::nullopt;
    }
  }
  return plain;
}

/// `mantissa` is `-d.ddd` or `-d`. Moves its point; finding the digits again would take as long as the
/// first time.
void append_fixed(std::string& out, std::string_view mantissa, int exponent) {
  if (mantissa[0] == '-') {
    out += '-';
    mantissa.remove_prefix(1);
  }
  const char first = mantissa[0];
  const std::string_view rest = mantissa.substr(std::min<std::size_t>(2, mantissa.size()));
  if (exponent < 0) {
    out += "0.";
    out.append(static_cast<std::size_t>(-exponent - 1), '0').append(1, first).append(rest);
    return;
  }
  const auto whole = static_cast<std::size_t>(exponent);  // digits of `rest` before the point
  out.append(1, first).append(rest.substr(0, whole));
  if (rest.size() > whole) {
    out.append(1, '.').append(rest.substr(whole));
  } else {
    out.append(whole - rest.size(), '0').append(".0");
  }
}

enum class TooLarge { infinity, refuse };

/// The C grammar of a decimal floating number, whole text, after one optional sign.
std::optional<double> parse_plain_double(std::string_view text, TooLarge too_large) {
  std::string_view digits = text;
  if (!digits.empty() && (digits[0] == '+' || digits[0] == '-')) {
    digits.remove_prefix(1);
  }
  const bool negative = digits.size() != text.size() && text[0] == '-';
  if (equals_ignoring_case(digits, "nan")) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  if (equals_ignoring_case(digits, "inf") || equals_ignoring_case(digits, "infinity")) {
    return negative ? -HUGE_VAL : HUGE_VAL;
  }
  if (digits.empty() || !(is_digit(digits[0]) || digits[0] == '.')) {
    return std::nullopt;  // a second sign, "nan(1)", hex: from_chars would take some of them
  }
  double value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (end != digits.data() + digits.size() || error == std::errc::invalid_argument) {
    return std::nullopt;
  }
  if (error == std::errc::result_out_of_range) {  // from_chars tells neither overflow nor underflow
    value = std::strtod(std::string(digits).c_str(), nullptr);
    if (std::isinf(value) && too_large == TooLarge::refuse) {
      return std::nullopt;
    }
  }
  return negative ? -value : value;
}

std::optional<std::int64_t> parse_plain_int(std::string_view text) {
  if (!text.empty() && text[0] == '+') {
    text.remove_prefix(1);
    if (!text.empty() && text[0] == '-') {
      return std::nullopt;
    }
  }
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) {
    return std::nullopt;
  }
  return value;
}

}  // namespace

void append_double(std::string& out, double value) {
  if (std::isnan(value)) {
    out += "nan";  // Python drops the sign
    return;
  }
  if (std::isinf(value)) {
    out += value < 0 ? "-inf" : "inf";
    return;
  }
  std::array<char, longest_double> buffer;
  // The usual case, at half the cost: the shortest digits need not be moved around a point.
  constexpr double first_fixed = 1e-4;
  constexpr double end_of_fixed = 1e15;
  if (const double size = std::abs(value); size >= first_fixed && size < end_of_fixed) {
    const auto fixed = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                     std::chars_format::fixed);
    const std::string_view digits(buffer.data(),
                                  static_cast<std::size_t>(fixed.ptr - buffer.data()));
    out += digits;
    if (digits.find('.') == std::string_view::npos) {
      out += ".0";
    }
    return;
  }
  const auto scientific = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                        std::chars_format::scientific);
  std::string_view text(buffer.data(), static_cast<std::size_t>(scientific.ptr - buffer.data()));
  const std::size_t mark = text.rfind('e');
  std::string_view exponent_text = text.substr(mark + 1);
  if (exponent_text[0] == '+') {
    exponent_text.remove_prefix(1);  // from_chars takes no plus
  }
  int exponent = 0;
  std::from_chars(exponent_text.data(), exponent_text.data() + exponent_text.size(), exponent);
  constexpr int first_exponent_of_fixed = -4;
  constexpr int end_exponent_of_fixed = 16;
  if (exponent < first_exponent_of_fixed || exponent >= end_exponent_of_fixed) {
    out += text;
    return;
  }
  append_fixed(out, text.substr(0, mark), exponent);
}

std::string format_double(double value) {
  std::string out;
  append_double(out, value);
  return out;
}

void append_int(std::string& out, std::int64_t value) {
  std::array<char, longest_double> buffer;
  const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  out.append(buffer.data(), result.ptr);
}

std::optional<double> parse_python_float(std::string_view text) {
  if (const auto value = parse_plain_double(text, TooLarge::infinity)) {
    return value;
  }
  const auto plain = to_ascii_number(text);
  return plain ? parse_plain_double(*plain, TooLarge::infinity) : std::nullopt;
}

std::optional<std::int64_t> parse_python_int(std::string_view text) {
  if (const auto value = parse_plain_int(text)) {
    return value;
  }
  const auto plain = to_ascii_number(text);
  return plain ? parse_plain_int(*plain) : std::nullopt;
}

std::optional<double> parse_typed_double(std::string_view text) {
  return parse_plain_double(text, TooLarge::refuse);
}

std::optional<std::int64_t> parse_typed_int(std::string_view text) {
  return !text.empty() && text[0] == '+' ? std::nullopt : parse_plain_int(text);
}

}  // namespace mltrack
