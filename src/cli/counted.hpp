#pragma once
// Numbers of things, in words.

#include <fmt/format.h>

#include <cstddef>
#include <string>
#include <string_view>

namespace mltrack::cli {

/// "1 run", "2 runs"
[[nodiscard]] inline std::string counted(std::size_t count, std::string_view word) {
  return fmt::format("{} {}{}", count, word, count == 1 ? "" : "s");
}

}  // namespace mltrack::cli
