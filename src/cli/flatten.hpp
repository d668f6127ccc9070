#pragma once
// A configuration file as flat keys and texts.

#include "context.hpp"

#include "mltrack/yaml/value.hpp"

#include <string>
#include <utility>
#include <vector>

namespace mltrack::cli {

using FlatValues = std::vector<std::pair<std::string, std::string>>;

/// {a: {b: 1}} -> "a.b" = "1"; leaves as Python's str() writes them.
[[nodiscard]] FlatValues flatten(const yaml::Map& map);

/// Reads a YAML or JSON file ("-" is standard input; a name ending in .json is JSON, everything else
/// YAML, of which JSON is a part). Throws Error::invalid, naming the file, if it is not a mapping.
[[nodiscard]] FlatValues flat_values(Context& context, const std::string& path);

}  // namespace mltrack::cli
