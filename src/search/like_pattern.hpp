#pragma once
// LIKE and ILIKE: `%` is any text on one line, `_` one character that is no line break; there is no
// escape.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mltrack::search {

enum class LetterCase { matters, ignored };

class LikePattern {
 public:
  LikePattern(std::string_view pattern, LetterCase letter_case);

  /// In time proportional to the text times the longest stretch between two `%` at worst, usually
  /// to the text alone.
  [[nodiscard]] bool matches(std::string_view text) const;

 private:
  using Stretch = std::u32string;  // what stands between two `%`

  [[nodiscard]] std::size_t match_at(const Stretch& stretch, std::string_view text,
                                     std::size_t at) const;
  [[nodiscard]] std::size_t find_on_line(const Stretch& stretch, std::string_view text,
                                         std::size_t from) const;
  [[nodiscard]] bool ends_with_last(std::string_view text, std::size_t from) const;
  [[nodiscard]] bool ends_at(std::string_view text, std::size_t from, std::size_t end) const;

  std::vector<Stretch> stretches_;
  bool open_end_ = false;  // the pattern ends with `%`
  LetterCase letter_case_;
};

}  // namespace mltrack::search
