#pragma once
// Which lines of two texts differ, and the same as a unified diff.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mltrack::cli {

/// Lines with what ends them; the last one may have no line end.
[[nodiscard]] std::vector<std::string_view> split_lines(std::string_view text);

/// The lines [a_begin, a_end) of the one stand where [b_begin, b_end) stand in the other; one of the
/// two may be empty.
struct LineChange {
  std::size_t a_begin = 0, a_end = 0;
  std::size_t b_begin = 0, b_end = 0;
  bool operator==(const LineChange&) const = default;
};

/// The changes in order; none if the texts are equal. As few lines as possible, unless thousands
/// differ: then what lies between the equal beginning and the equal end is one change.
[[nodiscard]] std::vector<LineChange> changed_lines(const std::vector<std::string_view>& a,
                                                    const std::vector<std::string_view>& b);

struct DiffLine {
  enum class Kind { place, common, removed, added, remark };
  Kind kind = Kind::common;
  std::string text;  // with its sign in front, without a line end
};

/// The body of a unified diff (`@@ -1,3 +1,4 @@` and lines) with three lines of context, as patch
/// reads it; nothing if the texts are equal.
[[nodiscard]] std::vector<DiffLine> unified_diff(std::string_view a, std::string_view b);

}  // namespace mltrack::cli
