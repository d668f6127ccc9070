#pragma once
// Reads the YAML that PyYAML and MLflow write (block style, no comments, no anchors) and gives up
// on everything else: what it accepts, it reads for certain as PyYAML does. The general reader is
// for the rest. It is fast because it copies nothing that nobody asks for.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "mltrack/yaml/document.hpp"
#include "mltrack/yaml/value.hpp"

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

class BlockReader {
 public:
  /// Reads from `position`, the beginning of a line.
  explicit BlockReader(std::string_view text, std::size_t position = 0);

  /// False if the text holds characters that are no business of this reader.
  [[nodiscard]] bool has_certain_characters() const { return certain_; }
  [[nodiscard]] bool at_end() const { return position_ >= text_.size(); }
  [[nodiscard]] std::size_t position() const { return position_; }

  /// The next entry of a mapping at `column`, whose key begins at the position; afterwards the
  /// position is the beginning of a line. False on any doubt. The value is built if `out` is given.
  [[nodiscard]] bool entry(std::size_t column, Piece& key, Piece& value, Value* out);

  /// The whole text, a mapping or a list at column 0.
  [[nodiscard]] bool whole(Value& out);

 private:
  bool simple_key(Piece& key);
  bool plain_key(Piece& key);
  bool explicit_key(std::size_t column, Piece& key);
  bool value_after_colon(std::size_t column, Piece& value, Value* out);
  bool nested(std::size_t column, Piece& value, Value* out);
  bool after_indicator(std::size_t column, Piece& value, Value* out);
  bool scalar(std::size_t parent, Piece& value, Value* out);
  bool quoted(Piece& value);
  bool empty_collection(Piece& value);
  bool plain(std::size_t parent, Piece& value);
  bool plain_line();
  bool mapping(std::size_t column, Value* out);
  bool sequence(std::size_t column, Value* out);

  [[nodiscard]] bool looking_at(std::string_view word) const;
  [[nodiscard]] bool begins_plain() const;
  [[nodiscard]] std::size_t indent_here() const;
  void skip_spaces();
  bool end_of_line();

  std::string_view text_;
  std::size_t position_;
  std::size_t depth_ = 0;
  bool certain_;
  bool unicode_breaks_;
};

/// What a scalar piece stands for, as text; the piece is not a block or collection.
[[nodiscard]] std::string scalar_text(std::string_view text, Piece piece);
/// The value of a piece which is not a block.
[[nodiscard]] Value scalar_value(std::string_view text, Piece piece);
/// Of a repeated key the last value stays, in the place of the first, as in Python's dict.
void keep_last_of_each_key(Map& map);

}  // namespace mltrack::yaml
