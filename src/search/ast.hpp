#pragma once
// What a filter means, after parsing and checking.

#include "mltrack/search/record.hpp"

#include <cstdint>
#include <optional>
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
  // Of our own language only.
  between,
  regex,
  starts_with,
  is_nan,
  unknown,  // lexed as a comparison, allowed for nothing: `==`, `NOT LIKE`
};

/// What a field is compared with: nothing (IS NULL), a number, a text, or several (IN; the two ends
/// of BETWEEN).
using Literal = std::variant<std::monostate, double, std::string, std::vector<std::string>,
                             std::vector<double>>;

/// `field comparator literal`
struct Comparison {
  Field field;
  Comparator comparator = Comparator::unknown;
  std::string comparator_text;  // in capitals, as MLflow quotes it
  Literal literal;
  std::string_view number_text;  // the number as it was written; valid as long as the filter text
  // Of our own language only.
  bool negated = false;        // NOT LIKE, !~ ...: false where the field is missing, too
  std::optional<Field> other;  // compared with this field instead of a literal
};

/// A filter of MLflow's: all comparisons must hold.
using Conjunction = std::vector<Comparison>;

/// A filter of our own language.
struct Expression {
  enum class Kind : std::uint8_t { comparison, all, any, negation };
  Kind kind = Kind::all;
  Comparison comparison;             // of that kind
  std::vector<Expression> children;  // of the others; one of a negation; none in `all` is true
};

/// `unknown` if there is no such comparator.
[[nodiscard]] Comparator comparator_named(std::string_view capitals);

}  // namespace mltrack::search
