#pragma once
// Words of a text as Python's `shlex.split` finds them: MLflow uses it on `order_by`.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mltrack::search {

/// Nothing if a quote is not closed or a backslash ends the text.
[[nodiscard]] std::optional<std::vector<std::string>> split_shell_words(std::string_view text);

}  // namespace mltrack::search
