#pragma once
// The list of `IN (...)`. MLflow hands it to Python's `ast.literal_eval`, so it is Python's syntax
// that decides: adjacent strings are joined, escapes hold, a trailing comma is fine.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mltrack::search {

struct PythonList {
  std::vector<std::string> strings;
  bool only_strings = true;
  std::string repr;  // the whole list, as a Python tuple
};

/// Nothing if the text is not a list of literals.
[[nodiscard]] std::optional<PythonList> parse_python_list(std::string_view text);

}  // namespace mltrack::search
