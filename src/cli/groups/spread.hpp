#pragma once
// A value with its uncertainty, for people.

#include <optional>
#include <string>

namespace mltrack::cli {

/// `0.8312 ± 0.0041`: the spread with two digits, the value as far as they reach.
[[nodiscard]] std::string with_spread(double value, std::optional<double> spread);

}  // namespace mltrack::cli
