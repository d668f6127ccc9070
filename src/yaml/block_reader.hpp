#pragma once
// Reads the YAML that PyYAML and MLflow write (block style, no comments, no anchors) and gives up
// on everything else: what it accepts, it reads for certain as PyYAML does. The general reader is
// for the rest. It is fast because it copies nothing that nobody asks for.

#include "piece.hpp"

#include "mltrack/yaml/value.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace mltrack::yaml {

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
  bool mapping(std::size_t column, Value* out);
  bool sequence(std::size_t column, Value* out);

  [[nodiscard]] bool looking_at(std::string_view word) const;
  [[nodiscard]] bool begins_plain() const;
  [[nodiscard]] std::size_t end_of_plain(std::size_t at) const;
  [[nodiscard]] std::size_t indent_here() const;
  void skip_spaces();
  bool end_of_line();

  std::string_view text_;
  std::size_t position_;
  std::size_t depth_ = 0;
  bool certain_;
  bool unicode_breaks_;
};

}  // namespace mltrack::yaml
