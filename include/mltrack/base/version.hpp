#pragma once
// The version of this program, written once in CMakeLists.txt.

#include <string_view>

namespace mltrack {

[[nodiscard]] std::string_view version();

}  // namespace mltrack
