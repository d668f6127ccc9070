#pragma once
// How PyYAML resolves a plain scalar (YAML 1.1), which decides what must be quoted on writing and
// what a reader takes for a number.

#include "mltrack/yaml/value.hpp"

#include <string_view>

namespace mltrack::yaml {

enum class ScalarType { string, null, boolean, integer, floating, timestamp, merge, value };

/// The type of a plain (unquoted) scalar. `1e5`, `0o17`, `08`, `2024-1-1`, `-.5`, `y` are strings.
[[nodiscard]] ScalarType resolve(std::string_view plain);

/// The value of a plain scalar of that type: `012` is 10, `12:30` is 750, `1_000.5` is 1000.5.
[[nodiscard]] Value plain_value(std::string_view plain);

}  // namespace mltrack::yaml
