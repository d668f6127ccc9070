#pragma once
// The words of our own language.

#include <cstdint>
#include <string_view>
#include <vector>

namespace mltrack::search::extended {

struct Token {
  enum class Type : std::uint8_t {
    end,
    word,        // a field, a function or a key word: `metrics.auc`, `tags."a b"`, `AND`
    text,        // 'quoted' or "quoted"
    value,       // what begins like a number: 0.5, -2d, 2026-11-01
    comparator,  // = != < =~ ...
    open,
    close,
    comma,
    open_quote,  // a quote that is never closed; the rest of the text
    other,
  };
  Type type = Type::end;
  std::string_view text;
};

/// All tokens and one of type `end`, empty, at the end of the text. They point into `text`. Stops
/// after `most` tokens, without `end`. Linear in the length of the text.
[[nodiscard]] std::vector<Token> tokenize(std::string_view text, std::size_t most);

}  // namespace mltrack::search::extended
