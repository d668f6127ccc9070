#include "key_value.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/number.hpp"
#include "mltrack/base/unicode.hpp"

namespace mltrack::cli {

std::pair<std::string, std::string> split_key_value(std::string_view text, std::string_view where) {
  const auto equals = text.find('=');
  if (equals == std::string_view::npos || equals == 0) {
    auto error = where.starts_with('-')
                     ? Error::invalid("Invalid value '{}' for {}: it is not KEY=VALUE",
                                      escape_controls(text), where)
                     : Error::invalid("'{}' is not {}", escape_controls(text), where);
    throw std::move(error).with_hint("For example lr=0.01, without blanks around the =.");
  }
  return {std::string(text.substr(0, equals)), std::string(text.substr(equals + 1))};
}

double parse_metric_value(std::string_view text, std::string_view key) {
  if (const auto value = parse_typed_double(text)) {
    return *value;
  }
  auto error = Error::invalid(
      "Invalid value '{}' for metric '{}': Please specify value as a valid double (64-bit floating "
      "point)",
      escape_controls(text), escape_controls(key));
  if (const auto python = parse_python_float(text)) {
    throw std::move(error).with_hint("Did you mean {}?", format_double(*python));
  }
  throw std::move(error).with_hint("Numbers look like 0.91, -1e-3, nan, inf, -inf.");
}

}  // namespace mltrack::cli
