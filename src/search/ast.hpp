#pragma once
// What a filter means, after parsing and checking.

#include "mltrack/search/record.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace mltrack::search {

enum class Comparator : std::uint8_t {
  equal,
  not_equal,
  less,
  less_equal,
  greater,
  greater_equal,
  like,
  ilike,
  in,
  not_in,
  is_null,
  is_not_null,
  unknown,  // lexed as a comparison, allowed for nothing: `==`, `NOT LIKE`
};

/// What a field is compared with: nothing (IS NULL), a number, a text, or a list of texts.
using Literal = std::variant<std::monostate, double, std::string, std::vector<std::string>>;

/// `field comparator literal`
struct Comparison {
  Field field;
  Comparator comparator = Comparator::unknown;
  std::string comparator_text;  // in capitals, as MLflow quotes it
  Literal literal;
  std::string_view number_text;  // the number as it was written; valid as long as the filter text
};

/// A filter: all comparisons must hold.
using Conjunction = std::vector<Comparison>;

/// `unknown` if there is no such comparator.
[[nodiscard]] Comparator comparator_named(std::string_view capitals);

}  // namespace mltrack::search
