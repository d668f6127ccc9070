#include "wire/json_reader.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/wire/batch_line.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <limits>
#include <random>
#include <string>
#include <vector>

using namespace mltrack;
using wire::parse_json;
using yaml::List;
using yaml::Map;
using yaml::Value;

namespace {

std::string message_of(std::string_view text) {
  try {
    (void)parse_json(text);
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

Value value_of(const nlohmann::json& json) {
  switch (json.type()) {
    case nlohmann::json::value_t::null:
      return {};
    case nlohmann::json::value_t::boolean:
      return json.get<bool>();
    case nlohmann::json::value_t::string:
      return json.get<std::string>();
    case nlohmann::json::value_t::number_float:
      return json.get<double>();
    case nlohmann::json::value_t::array: {
      List list;
      for (const auto& item : json) {
        list.push_back(value_of(item));
      }
      return list;
    }
    default:
      return json.get<std::int64_t>();
  }
}

}  // namespace

TEST_CASE("parse_json: every kind of value is read as Python reads it") {
  CHECK(parse_json(R"( {"a": [1, -2.5, "x", true, false, null], "b": {}} )") ==
        Value(Map{{"a", List{1, -2.5, "x", true, false, Value()}}, {"b", Map{}}}));
  CHECK(parse_json("12345678901234567890") == Value("12345678901234567890"));
  CHECK(parse_json("-9223372036854775808") == Value(std::numeric_limits<std::int64_t>::min()));
  CHECK(parse_json("1E2") == Value(100.0));
  CHECK(parse_json("1e999") == Value(std::numeric_limits<double>::infinity()));
  CHECK(std::isnan(std::get<double>(parse_json("NaN").data)));
  CHECK(parse_json(R"("\u00e9\ud83d\ude00\"\\\/\b\f\n\r\t")") == Value("é😀\"\\/\b\f\n\r\t"));
  CHECK(parse_json("\xEF\xBB\xBF[]") == Value(List{}));
}

TEST_CASE("parse_json: of equal names the last value counts at the place of the first") {
  CHECK(parse_json(R"({"a":1,"b":2,"a":3})") == Value(Map{{"a", 3}, {"b", 2}}));
  std::string many = "{";
  for (int i = 0; i < 100; ++i) {
    many += "\"k" + std::to_string(i % 50) + "\":" + std::to_string(i) + ",";
  }
  many.back() = '}';
  const Value value = parse_json(many);
  const auto& map = std::get<Map>(value.data);
  REQUIRE(map.size() == 50);
  CHECK(map[0] == std::pair<std::string, Value>("k0", 50));
  CHECK(map[49] == std::pair<std::string, Value>("k49", 99));
}

TEST_CASE("parse_json: what is wrong is said with line and column") {
  CHECK(message_of("{\n  \"a\": 1,\n  \"é\" 2\n}") ==
        "Invalid JSON at line 3, column 7: expected ':'");
  CHECK(message_of("[1,]") == "Invalid JSON at column 4: expected a value");
  CHECK(message_of(R"({"a":1,})") == "Invalid JSON at column 8: expected a name in double quotes");
  CHECK(message_of("\"a") == "Invalid JSON at column 3: expected '\"' at the end of the text");
  CHECK(
      message_of("\"a\tb\"") ==
      "Invalid JSON at column 4: a control character in a text must be escaped, as \\n or \\u0000");
  CHECK(message_of(R"("\x")") == "Invalid JSON at column 2: unknown escape after '\\'");
  CHECK(message_of(R"("\u12")") == "Invalid JSON at column 2: unknown escape after '\\'");
  CHECK(message_of(R"("\ud800")") == "Invalid JSON at column 2: half of a surrogate pair");
  CHECK(message_of(R"("\ude00\ud83d")") == "Invalid JSON at column 2: half of a surrogate pair");
  CHECK(message_of(R"("\ud83d\u0041")") == "Invalid JSON at column 2: half of a surrogate pair");
  CHECK(message_of("nul") == "Invalid JSON at column 1: expected a value");
}

TEST_CASE("parse_json: brackets inside brackets are limited, so no input overflows the stack") {
  CHECK(message_of(std::string(500, '[') + std::string(500, ']')) == "no error");
  CHECK(message_of(std::string(501, '[')).find("too many brackets") != std::string::npos);
  CHECK(message_of(std::string(1'000'000, '[')).find("too many brackets") != std::string::npos);
}

TEST_CASE("parse_json: it accepts and reads what nlohmann/json does, on mutated texts") {
  const std::vector<std::string> seeds{R"([1, 2.5, -3e-7, "a\u00e9\n", true, null, [[]], ""])",
                                       R"(["\ud83d\ude00", 0, -0.0, 1e5])",
                                       R"([false, "x\\y", 123456789, [1, [2, [3]]]])"};
  std::mt19937 random(7);
  const std::string alphabet = "[]{},:\"\\u0123456789eE+-. \tntrfalse\x01\xc3\xa9\xff";
  for (int i = 0; i < 15'000; ++i) {
    std::string text = seeds[random() % seeds.size()];
    for (auto edits = random() % 3; edits > 0; --edits) {
      text[random() % text.size()] = alphabet[random() % alphabet.size()];
    }
    CAPTURE(text);
    const auto json = nlohmann::json::parse(text, nullptr, false);
    const std::string message = message_of(text);
    // Numbers too large for a double are infinity for us and an error there.
    if (json.is_discarded() && message == "no error") {
      REQUIRE(parse_json(text) != Value());
      REQUIRE(text.find('e') != std::string::npos);
      continue;
    }
    REQUIRE((message == "no error") == !json.is_discarded());
    if (!json.is_discarded() && text.find('{') == std::string::npos) {
      REQUIRE(parse_json(text) == value_of(json));
    }
  }
}
