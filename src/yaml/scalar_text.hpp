#pragma once
// From the bytes of a scalar in the file to the text it stands for, as libyaml reads it. Only for
// text without carriage returns and NEL, which `certain_characters` and the general reader see to.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace mltrack::yaml {

/// U+2028 or U+2029, which YAML 1.1 takes for a line break, begins here.
[[nodiscard]] inline bool is_unicode_break(std::string_view text, std::size_t at) {
  return text[at] == '\xE2' && text.size() - at >= 3 && text[at + 1] == '\x80' &&
         (text[at + 2] == '\xA8' || text[at + 2] == '\xA9');
}

enum class Characters { certain, with_unicode_breaks, doubtful };

/// Whether the text holds only characters that YAML allows, and no tab, CR, NEL, BOM. A text with
/// U+2028 or U+2029 is told apart, for they count as line breaks.
[[nodiscard]] Characters certain_characters(std::string_view text);

/// One past the closing quote of the scalar whose opening quote is at `begin`; nothing if it is not
/// closed.
[[nodiscard]] std::optional<std::size_t> quoted_end(std::string_view text, std::size_t begin);

/// What a single- or double-quoted scalar, quotes included, stands for; nothing if an escape in it
/// is not one.
[[nodiscard]] std::optional<std::string> unquote(std::string_view quoted);

/// A plain scalar over several lines, none of them blank: the lines joined by a space.
[[nodiscard]] std::string unfold(std::string_view plain);

}  // namespace mltrack::yaml
