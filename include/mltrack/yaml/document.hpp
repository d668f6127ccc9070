#pragma once
// meta.yaml: a flat mapping, read tolerantly and changed line by line, so that whatever is not
// understood stays byte for byte. Written as MLflow writes it: yaml.dump(data,
// default_flow_style=False, allow_unicode=True, sort_keys=True, Dumper=CSafeDumper).

#include "mltrack/yaml/value.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mltrack::yaml {

/// Exactly the bytes of PyYAML's CSafeDumper for a mapping, keys sorted, final newline; `{}\n` for
/// an empty one.
[[nodiscard]] std::string emit(const Map& map);
/// The same with everything beyond ASCII escaped (`allow_unicode=False`), which is how MLflow writes
/// the artifacts of log_dict. Any value, not only a mapping.
[[nodiscard]] std::string emit_ascii(const Value& value);

/// Any YAML text as PyYAML's safe_load reads it (YAML 1.1 resolution). Integers beyond 64 bits and
/// times stay text. Throws Error::invalid with line and column; refuses anchors, merge keys, tags
/// other than those of plain values, and nesting deeper than 100.
[[nodiscard]] Value parse(std::string_view text);

/// How a part of the text is written; known to the readers only.
enum class Form : std::uint8_t;

/// What the slow reader found; known to the readers only.
struct TopEntry;

/// A part of the text, by offsets.
struct Piece {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  Form form{};
};

/// A mapping whose entries are kept as raw text.
class Document {
 public:
  /// Throws Error::internal (message without path; the caller adds it) if `text` is empty, is not a
  /// mapping, or is not YAML.
  [[nodiscard]] static Document parse(std::string text);
  Document() = default;  // an empty mapping

  /// The value of a key as text: a string as it is, an int, float or bool as Python's str() writes
  /// it; nothing if the key is missing or null. A list or mapping counts as missing.
  [[nodiscard]] std::optional<std::string> text(std::string_view key) const;
  /// An int or a float without fraction (MLflow keeps float times); nothing if missing, null or of
  /// another type.
  [[nodiscard]] std::optional<std::int64_t> integer(std::string_view key) const;
  [[nodiscard]] bool has(std::string_view key) const;
  /// Any value, resolved; null if missing.
  [[nodiscard]] Value value(std::string_view key) const;

  /// Replaces the entry in its place, or puts a new one where sorting by key puts it.
  void set(std::string_view key, const Value& value);
  void erase(std::string_view key);

  /// The text again: what was not set or erased is byte for byte what was parsed.
  [[nodiscard]] std::string str() const;

 private:
  struct Entry {
    std::uint32_t begin = 0;  // of the comments before it, which belong to it
    std::uint32_t line = 0;   // of the line with its key
    std::uint32_t end = 0;    // after its last line feed
    Piece key;                // its text, unquoted
    Piece value;
  };

  bool scan();
  void read_generally();
  [[nodiscard]] bool lay_out(const std::vector<TopEntry>& found);
  [[nodiscard]] bool read_entry(Entry& entry, const TopEntry& found);
  void hold(std::string_view key, Value value, Entry& entry);
  [[nodiscard]] Entry append_entry(std::string_view comments, std::string_view key,
                                   const Value& value);
  void unquote_key(Entry& entry);
  void keep_as_block_style(const Map& map);
  [[nodiscard]] const Entry* find(std::string_view key) const;
  [[nodiscard]] std::string_view view(std::uint32_t begin, std::uint32_t end) const;
  [[nodiscard]] std::string_view key_of(const Entry& entry) const;

  // What was parsed, followed by what was needed since: unquoted keys and new entries. Entries
  // point into it, so that parsing copies nothing.
  std::string text_;
  std::uint32_t parsed_size_ = 0;
  std::uint32_t head_end_ = 0;    // before the first entry: BOM, `---`
  std::uint32_t tail_begin_ = 0;  // after the last entry: `...`, comments
  std::vector<Entry> entries_;
  std::vector<Value> held_;  // values of entries that only the general reader understands
  bool edited_ = true;
};

}  // namespace mltrack::yaml
