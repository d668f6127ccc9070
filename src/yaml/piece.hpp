#pragma once
// A part of the text, remembered by its place: how it is written and what it means.

#include "mltrack/yaml/document.hpp"
#include "mltrack/yaml/value.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace mltrack::yaml {

enum class Form : std::uint8_t {
  nothing,     // `key:`
  plain,       // on one line
  folded,      // plain, over several lines
  quoted,      // single or double, quotes included
  empty_list,  // []
  empty_map,   // {}
  block,       // a nested list or mapping
  held,        // not by offsets: Document holds the value itself
};

/// What a scalar piece stands for, as text; the piece is not a block or collection.
[[nodiscard]] std::string scalar_text(std::string_view text, Piece piece);
/// The value of a piece which is not a block.
[[nodiscard]] Value scalar_value(std::string_view text, Piece piece);
/// Of a repeated key the last value stays, in the place of the first, as in Python's dict.
void keep_last_of_each_key(Map& map);

}  // namespace mltrack::yaml
