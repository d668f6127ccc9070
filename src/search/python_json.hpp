#pragma once
// JSON as Python's `json.loads` takes it, for page tokens: MLflow tells in its messages what it
// read, in Python's spelling. (The wire module has a real JSON library; it lies above this one.)

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mltrack::search {

struct JsonMember;

struct JsonValue {
  enum class Kind { null, boolean, integer, floating, string, array, object };
  Kind kind = Kind::null;
  bool boolean = false;
  double number = 0;  // of a floating
  std::string text;   // of a string; the digits of an integer
  std::vector<JsonValue> items;
  std::vector<JsonMember> members;

  /// nullptr if this is no object or has no such member.
  [[nodiscard]] const JsonValue* member(std::string_view key) const;
  /// Python's `bool(value)`
  [[nodiscard]] bool is_true() const;
  /// Python's `int(value)`, cut to 64 bits; nothing where that raises.
  [[nodiscard]] std::optional<std::int64_t> to_integer() const;
  /// Python's `repr(value)` and `str(value)`
  [[nodiscard]] std::string repr() const;
  [[nodiscard]] std::string str() const;
};

struct JsonMember {
  std::string key;
  JsonValue value;
};

[[nodiscard]] std::optional<JsonValue> parse_python_json(std::string_view text);

}  // namespace mltrack::search
