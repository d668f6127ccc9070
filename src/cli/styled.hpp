#pragma once
// Text in a style of the terminal.

#include <fmt/format.h>

#include <string>
#include <string_view>

namespace mltrack::cli {

/// `style` is the number of a terminal's style: "1" is bold, "2" faint, "32" green. Plain without colour.
[[nodiscard]] inline std::string styled(bool color, std::string_view style, std::string_view text) {
  return color && !text.empty() ? fmt::format("\x1b[{}m{}\x1b[0m", style, text) : std::string(text);
}

}  // namespace mltrack::cli
