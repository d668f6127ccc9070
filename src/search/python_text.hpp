#pragma once
// Values as Python's `repr` writes them: MLflow quotes what it refuses in this form.

#include <string>
#include <string_view>

namespace mltrack::search {

/// `repr(str)`
[[nodiscard]] std::string python_repr(std::string_view text);
/// `repr(bytes)`
[[nodiscard]] std::string python_bytes_repr(std::string_view bytes);

}  // namespace mltrack::search
