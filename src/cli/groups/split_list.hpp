#pragma once
// Lists on the command line.

#include <string>
#include <string_view>
#include <vector>

namespace mltrack::cli {

/// The parts of a list with commas; a comma in quotes, back quotes or parentheses is none. Blanks
/// around the parts are left out.
[[nodiscard]] std::vector<std::string> split_list(std::string_view text);

}  // namespace mltrack::cli
