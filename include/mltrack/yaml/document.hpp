#pragma once
// meta.yaml: a flat mapping, read tolerantly and changed line by line, so that whatever is not
// understood stays byte for byte. Written as MLflow writes it: yaml.dump(data,
// default_flow_style=False, allow_unicode=True, sort_keys=True, Dumper=CSafeDumper).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mltrack/yaml/value.hpp"

namespace mltrack::yaml {

/// Exactly the bytes of PyYAML's CSafeDumper for a mapping, keys sorted, final newline; `{}\n` for
/// an empty one.
[[nodiscard]] std::string emit(const Map& map);

/// Any YAML text as PyYAML's safe_load reads it (YAML 1.1 resolution). Integers beyond 64 bits and
/// times stay text. Throws Error::invalid with line and column; refuses anchors with aliases,
/// non-standard tags, and nesting deeper than 100.
[[nodiscard]] Value parse(std::string_view text);

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
    std::string key;
    std::string raw;  // its lines, with the final newline; comments before it belong to it
  };
  std::vector<Entry> entries_;
  std::string tail_;  // what follows the last entry, for example a `...` line
};

}  // namespace mltrack::yaml
