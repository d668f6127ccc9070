#pragma once
// A value as PyYAML's safe loader gives it and its safe dumper takes it.

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace mltrack::yaml {

struct Value;
using List = std::vector<Value>;
/// In the order of the text; the emitter sorts by key, as MLflow does.
using Map = std::vector<std::pair<std::string, Value>>;

/// None, bool, int, float, str, list, dict. Times stay text.
struct Value {
  std::variant<std::monostate, bool, std::int64_t, double, std::string, List, Map> data;

  Value() = default;
  Value(bool value) : data(value) {}                      // NOLINT(google-explicit-constructor)
  Value(std::int64_t value) : data(value) {}              // NOLINT(google-explicit-constructor)
  Value(int value) : data(std::int64_t{value}) {}         // NOLINT(google-explicit-constructor)
  Value(double value) : data(value) {}                    // NOLINT(google-explicit-constructor)
  Value(std::string value) : data(std::move(value)) {}    // NOLINT(google-explicit-constructor)
  Value(const char* value) : data(std::string(value)) {}  // NOLINT(google-explicit-constructor)
  Value(List value) : data(std::move(value)) {}           // NOLINT(google-explicit-constructor)
  Value(Map value) : data(std::move(value)) {}            // NOLINT(google-explicit-constructor)

  [[nodiscard]] bool is_null() const { return std::holds_alternative<std::monostate>(data); }
  bool operator==(const Value&) const = default;
};

/// Python's `str(value)`: `True`, `None`, `0.001`, `[1, 'a']`. It is what `mlflow.log_params` makes
/// of a value.
[[nodiscard]] std::string python_str(const Value& value);

}  // namespace mltrack::yaml
