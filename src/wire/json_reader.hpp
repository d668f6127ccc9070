#pragma once
// JSON as Python's json module reads it. nlohmann/json cannot: Python takes and writes bare NaN,
// Infinity and -Infinity, and its integers have no limit.

#include "mltrack/yaml/value.hpp"

#include <cstddef>
#include <string_view>

namespace mltrack::wire {

/// The number at the beginning of a text, by the grammar of JSON.
struct NumberText {
  std::size_t length = 0;  // 0 if there is no number
  bool integer = true;     // no fraction and no exponent
};

[[nodiscard]] NumberText scan_number(std::string_view text);

/// Throws Error::invalid with line (if the text has several) and column. An integer beyond 64 bits
/// becomes the text of its digits, which is also what Python's str() would make of it. Of a name
/// that an object has twice, the last value counts. More than `deepest` brackets inside each other are
/// refused: Python gives up at about 1000; our stack must hold in any build.
[[nodiscard]] yaml::Value read_json(std::string_view text, int deepest = 500);

}  // namespace mltrack::wire
