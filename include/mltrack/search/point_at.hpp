#pragma once
// Hints that show the place: the text that somebody typed, with carets under what is wrong.

#include <string>
#include <string_view>

namespace mltrack::search {

/// `advice`, then the neighbourhood of `part` (a piece of `text`), then carets under it.
[[nodiscard]] std::string point_at(std::string_view text, std::string_view part,
                                   std::string_view advice);

}  // namespace mltrack::search
