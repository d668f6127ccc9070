#pragma once
// The functions and the attributes that our own language has beyond MLflow's: one table each.

#include "mltrack/search/field.hpp"
#include "mltrack/search/schema.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace mltrack::search::extended {

/// What a field is compared with: a number; a moment, also as `-2d` or a date; a span such as `10m`;
/// a text.
enum class ValueType : std::uint8_t { number, time, span, text };

struct FunctionName {
  std::string_view name;
  Function function;
};
/// The function of that name, in any case; null if there is none.
[[nodiscard]] const FunctionName* find_function(std::string_view name);

struct OwnAttribute {
  std::string_view name;
  ValueType type = ValueType::text;
  std::string_view key;  // of the attribute that is asked for
  Function function = Function::none;
};
[[nodiscard]] std::span<const OwnAttribute> own_attributes(const Schema& schema);
[[nodiscard]] const OwnAttribute* find_own_attribute(const Schema& schema, std::string_view name);

/// Conditions that are no comparison: `nested`, `artifact('model/*')`.
inline constexpr std::string_view nested_word = "nested";
inline constexpr std::string_view artifact_word = "artifact";

/// The name of a field or function that `word` is a slip of, ours only.
[[nodiscard]] std::optional<std::string> nearest_own_name(const Schema& schema,
                                                          std::string_view word);
[[nodiscard]] std::optional<std::string> nearest_function(std::string_view word);

}  // namespace mltrack::search::extended
