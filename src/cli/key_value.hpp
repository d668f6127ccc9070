#pragma once
// "KEY=VALUE" on the command line.

#include <string>
#include <string_view>
#include <utility>

namespace mltrack::cli {

/// Splits at the first "=". Throws Error::invalid, naming `where` ("--tag") and the text.
[[nodiscard]] std::pair<std::string, std::string> split_key_value(std::string_view text,
                                                                  std::string_view where);

/// A metric's value as typed. Throws Error::invalid that names the key and the value.
[[nodiscard]] double parse_metric_value(std::string_view text, std::string_view key);

}  // namespace mltrack::cli
