#pragma once
// Any YAML, read by libyaml's parser with PyYAML's rules for scalars: for files that people wrote. Slow
// (ten times the block reader), so it is asked last.

#include "mltrack/yaml/value.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mltrack::yaml {

/// An entry of the outermost mapping, with the place of its key, counted from 0.
struct TopEntry {
  std::string key;
  Value value;
  std::size_t line = 0;
  std::size_t column = 0;
};

struct GeneralDocument {
  Value value;
  bool block_mapping = false;          // the value is a mapping in block style
  std::vector<TopEntry> entries;       // of the outermost mapping, in order, repeated keys included
  std::optional<std::string> problem;  // why it is not YAML that we read, with line and column
};

[[nodiscard]] GeneralDocument read_generally(std::string_view text);

/// Where the lines begin, as YAML 1.1 breaks them (CR, LF, CR LF, NEL, U+2028, U+2029); the numbers of
/// lines above count in them.
[[nodiscard]] std::vector<std::size_t> line_starts(std::string_view text);

}  // namespace mltrack::yaml
