#include "mltrack/search/point_at.hpp"

#include "mltrack/base/unicode.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace mltrack::search {
namespace {

constexpr std::size_t line_width = 76;    // a text of up to so many bytes is shown whole
constexpr std::size_t context = 30;       // bytes shown before and behind, if it is longer
constexpr std::size_t longest_part = 40;  // bytes of the part itself

bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

/// The nearest offset at or before `at` where a character begins; `at` itself among bytes that are no
/// UTF-8.
std::size_t character_start(std::string_view text, std::size_t at) {
  constexpr std::size_t longest_character = 4;
  for (std::size_t back = 0; back < longest_character && back <= at && at < text.size(); ++back) {
    if (!is_continuation(text[at - back])) {
      return at - back;
    }
  }
  return at;
}

}  // namespace

std::string point_at(std::string_view text, std::string_view part, std::string_view advice) {
  const auto begin = static_cast<std::size_t>(part.data() - text.data());
  const std::size_t end = begin + part.size();
  const bool whole = text.size() <= line_width;
  const std::size_t shown_end =
      whole || part.size() <= longest_part ? end : character_start(text, begin + longest_part);
  const std::size_t from = whole || begin <= context ? 0 : character_start(text, begin - context);
  const std::size_t to =
      whole ? text.size() : character_start(text, std::min(text.size(), shown_end + context));
  const std::string before =
      (from > 0 ? "…" : "") + escape_controls(text.substr(from, begin - from));
  const std::string shown = escape_controls(text.substr(begin, shown_end - begin));
  const std::string after =
      escape_controls(text.substr(shown_end, to - shown_end)) + (to < text.size() ? "…" : "");
  return fmt::format("{}\n  {}{}{}\n  {:{}}{:^<{}}", advice, before, shown, after, "",
                     display_width(before), "", std::max<std::size_t>(display_width(shown), 1));
}

}  // namespace mltrack::search
