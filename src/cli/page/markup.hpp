#pragma once
// Text inside HTML and SVG.

#include <string>
#include <string_view>

namespace mltrack::cli {

/// `text` as text or as the value of an attribute in quotes, never as markup, in HTML and XML alike:
/// what has a meaning there is escaped, and what neither may contain or what would turn the text
/// around it (control characters, invalid bytes, marks of direction) is shown as `\x1b`.
[[nodiscard]] std::string markup_text(std::string_view text);

}  // namespace mltrack::cli
