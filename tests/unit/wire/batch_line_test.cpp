#include "mltrack/wire/batch_line.hpp"

#include "wire/batch_fields.hpp"
#include "wire/json_reader.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/number.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <string>
#include <vector>

using namespace mltrack;
using wire::parse_batch_line;

namespace {

constexpr std::int64_t now = 1700000000000;

Metric metric(std::string_view line) {
  return std::get<Metric>(parse_batch_line(line, now));
}

std::string message_of(std::string_view line) {
  try {
    (void)parse_batch_line(line, now);
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

std::string hint_of(std::string_view line) {
  try {
    (void)parse_batch_line(line, now);
  } catch (const Error& error) {
    return error.hint();
  }
  return "no error";
}

}  // namespace

TEST_CASE("batch_line: a metric line gives its fields in any order, and defaults for the others") {
  CHECK(metric(R"({"metric":"auc","value":0.5,"step":3,"timestamp":7})") ==
        Metric{.key = "auc", .value = 0.5, .timestamp = 7, .step = 3});
  CHECK(metric(R"( { "timestamp" : 7 , "step":-3, "value":2,"metric":"é" } )") ==
        Metric{.key = "é", .value = 2, .timestamp = 7, .step = -3});
  CHECK(metric("{\"metric\":\"auc\",\"value\":1e-3}\r") ==
        Metric{.key = "auc", .value = 0.001, .timestamp = now, .step = 0});
}

TEST_CASE("batch_line: a metric may name its dataset and model") {
  CHECK(
      metric(
          R"({"metric":"a","value":1,"dataset_name":"d","dataset_digest":"x","model_id":"m-1"})") ==
      Metric{.key = "a",
             .value = 1,
             .timestamp = now,
             .dataset_name = "d",
             .dataset_digest = "x",
             .model_id = "m-1"});
  CHECK(message_of(R"({"metric":"a","value":1,"dataset_name":"d"})") ==
        "Metric \"a\" has one of \"dataset_name\" and \"dataset_digest\" without the other");
}

TEST_CASE("batch_line: not-a-number and infinities come as Python or as JSON writes them") {
  for (const char* nan : {"NaN", "\"NaN\"", "\"nan\""}) {
    CAPTURE(nan);
    CHECK(std::isnan(metric(std::string(R"({"metric":"a","value":)") + nan + "}").value));
  }
  for (const char* infinity : {"Infinity", "\"Infinity\"", "\"inf\"", "1e400"}) {
    CAPTURE(infinity);
    CHECK(metric(std::string(R"({"metric":"a","value":)") + infinity + "}").value ==
          std::numeric_limits<double>::infinity());
  }
  CHECK(metric(R"({"metric":"a","value":-Infinity})").value ==
        -std::numeric_limits<double>::infinity());
  CHECK(metric(R"({"metric":"a","value":"-inf"})").value ==
        -std::numeric_limits<double>::infinity());
}

TEST_CASE("batch_line: numbers are taken in the forms of MLflow's REST API") {
  CHECK(metric(R"({"metric":"a","value":"0.25","step":5.0,"timestamp":"12"})") ==
        Metric{.key = "a", .value = 0.25, .timestamp = 12, .step = 5});
  CHECK(metric(R"({"metric":"a","value":123456789012345678901234567890})").value ==
        1.2345678901234568e29);
  CHECK_FALSE(std::signbit(metric(R"({"metric":"a","value":-0})").value));
  CHECK(std::signbit(metric(R"({"metric":"a","value":-0.0})").value));
}

TEST_CASE("batch_line: params and tags keep text and write simple values as Python's str") {
  CHECK(std::get<Param>(parse_batch_line(R"({"param":"lr","value":0.10})", now)) ==
        Param{"lr", "0.1"});
  CHECK(std::get<Param>(parse_batch_line(R"({"value":true,"param":"b"})", now)) ==
        Param{"b", "True"});
  CHECK(std::get<Param>(parse_batch_line(R"({"param":"n","value":null})", now)) ==
        Param{"n", "None"});
  CHECK(std::get<Param>(parse_batch_line(R"({"param":"n","value":NaN})", now)) ==
        Param{"n", "nan"});
  CHECK(std::get<Param>(parse_batch_line(R"({"param":"n","value":12345678901234567890})", now)) ==
        Param{"n", "12345678901234567890"});
  CHECK(std::get<Tag>(parse_batch_line(R"({"tag":"t","value":"a\nb \u00e9\ud83d\ude00"})", now)) ==
        Tag{"t", "a\nb é😀"});
  CHECK(std::get<Tag>(parse_batch_line(R"({"tag":"t","value":""})", now)) == Tag{"t", ""});
}

TEST_CASE("batch_line: a null field is an absent one") {
  CHECK(metric(R"({"metric":"a","value":1,"step":null,"timestamp":null,"param":null})") ==
        Metric{.key = "a", .value = 1, .timestamp = now});
  CHECK(std::get<Param>(parse_batch_line(R"({"metric":null,"param":"p","value":"x","step":null})",
                                         now)) == Param{"p", "x"});
}

TEST_CASE("batch_line: of two equal names the last counts, as in Python") {
  CHECK(metric(R"({"metric":"a","metric":"b","value":1,"value":2})") ==
        Metric{.key = "b", .value = 2, .timestamp = now});
}

TEST_CASE("batch_line: a line that is not JSON is refused with the column") {
  CHECK(message_of("") == "Invalid JSON at column 1: expected a value, but the text ends here");
  CHECK(message_of("auc 0.5") == "Invalid JSON at column 1: expected a value");
  CHECK(message_of("{'metric':'a'}") ==
        "Invalid JSON at column 2: expected a name in double quotes");
  CHECK(message_of(R"({"metric":"é","value" 1})") == "Invalid JSON at column 23: expected ':'");
  CHECK(message_of(R"({"metric":"a","value":01})") ==
        "Invalid JSON at column 24: expected ',' or '}'");
  CHECK(message_of(R"({"metric":"a","value":1)") ==
        "Invalid JSON at column 24: expected ',' or '}'");
  CHECK(message_of(R"({"metric":"a","value":1} x)") ==
        "Invalid JSON at column 26: expected nothing more");
  CHECK(message_of("{\"metric\":\"a\xff\",\"value\":1}") ==
        "Invalid JSON at column 13: not valid UTF-8");
}

TEST_CASE("batch_line: JSON that is no metric, param or tag is refused with what was expected") {
  CHECK(message_of("[1]") == "A batch line must be a JSON object, but this one is a list");
  CHECK(message_of("{}") == R"(A batch line needs "metric", "param" or "tag")");
  CHECK(message_of(R"({"metric":"a","param":"b","value":1})") ==
        R"(A batch line holds one thing, but this one has "metric" and "param")");
  CHECK(message_of(R"({"metrics":"a","value":1})") == R"(A batch line has no field "metrics")");
  CHECK(hint_of(R"({"metrics":"a","value":1})") == R"(Did you mean "metric"?)");
  CHECK(hint_of(R"({"loss":0.5})").find(R"(Write {"metric":"auc")") == 0);
  CHECK(message_of(R"({"param":"a","value":1,"step":2})") == R"(A param has no "step")");
  CHECK(message_of(R"({"metric":"a"})") == R"(Metric "a" has no "value")");
  CHECK(message_of(R"({"tag":"a"})") == R"(Tag "a" has no "value")");
  CHECK(message_of(R"({"metric":"a","value":null})") == R"(Metric "a" has no "value")");
  CHECK(message_of(R"({"metric":"a","value":true})") ==
        R"("value" of metric "a" must be a number, but is true)");
  CHECK(message_of(R"({"metric":"a","value":"high"})") ==
        R"("value" of metric "a" must be a number, but is "high")");
  CHECK(message_of(R"({"metric":5,"value":1})") == R"("metric" must be a text, but is 5)");
  CHECK(message_of(R"({"metric":"a","value":1,"step":1.5})") ==
        R"("step" must be a whole number of 64 bits, but is 1.5)");
  CHECK(message_of(R"({"metric":"a","value":1,"step":9223372036854775808})") ==
        R"("step" must be a whole number of 64 bits, but is "9223372036854775808")");
}

namespace {

/// What a line gives: the item as text, or the message of the error.
std::string outcome(std::string_view line, wire::BatchItem (*parse)(std::string_view)) {
  try {
    const auto item = parse(line);
    const auto* metric = std::get_if<Metric>(&item);
    return metric == nullptr
               ? "other"
               : metric->key + " " + format_double(metric->value) + " " +
                     std::to_string(metric->step) + " " + std::to_string(metric->timestamp);
  } catch (const Error& error) {
    return error.what();
  }
}

class LineMaker {
 public:
  std::string line() {
    std::vector<std::string> fields{R"("metric":)" + key(), R"("value":)" + number()};
    for (const char* name : {R"("step":)", R"("timestamp":)"}) {
      if (chance(2)) {
        fields.push_back(name + (chance(4) ? number() : std::to_string(integer())));
      }
    }
    if (chance(30)) {
      fields.push_back(fields[pick(fields.size())]);
    }
    if (chance(30)) {
      fields.push_back(R"("model_id":"m-1")");
    }
    std::shuffle(fields.begin(), fields.end(), random_);
    std::string text = blank() + "{";
    for (std::size_t i = 0; i < fields.size(); ++i) {
      text += (i == 0 ? "" : ",") + blank() + fields[i] + blank();
    }
    text += "}" + blank();
    if (chance(10)) {
      text[pick(text.size())] = static_cast<char>(pick(256));
    }
    if (chance(20)) {
      text.resize(pick(text.size() + 1));
    }
    return text;
  }

 private:
  std::size_t pick(std::size_t count) { return random_() % count; }
  bool chance(std::size_t one_in) { return pick(one_in) == 0; }
  std::int64_t integer() { return static_cast<std::int64_t>(random_()) >> pick(64); }
  std::string blank() { return chance(8) ? std::string(1, " \t\r\n"[pick(4)]) : ""; }

  std::string key() {
    static const std::vector<std::string> keys{"\"loss\"", "\"val/auc\"", "\"é\"", "\"a\\n\"",
                                               "\"\"",     "\"\\u00e9\"", "7",     "\"a b.c\""};
    return keys[pick(keys.size())];
  }

  std::string number() {
    static const std::vector<std::string> odd{"-0",
                                              "-0.0",
                                              "1e400",
                                              "1e-400",
                                              "01",
                                              "1.",
                                              ".5",
                                              "+1",
                                              "-",
                                              "1e",
                                              "1e+",
                                              "NaN",
                                              "-Infinity",
                                              "\"NaN\"",
                                              "\"5\"",
                                              "true",
                                              "null",
                                              "9223372036854775807",
                                              "9223372036854775808",
                                              "-9223372036854775808",
                                              "12345678901234567890123",
                                              "0x10",
                                              "1_0",
                                              "5.0",
                                              "1E5",
                                              "0e0",
                                              "9007199254740993",
                                              "4.9e-324",
                                              "2.2250738585072011e-308",
                                              "nan",
                                              "inf"};
    if (chance(3)) {
      return odd[pick(odd.size())];
    }
    if (chance(3)) {
      return std::to_string(integer());
    }
    std::string text;
    append_double(text,
                  std::ldexp(static_cast<double>(integer()), static_cast<int>(pick(200)) - 160));
    return text;
  }

  std::mt19937_64 random_{20261123};
};

}  // namespace

TEST_CASE("batch_line: the fast scanner and the full reader agree on generated lines") {
  LineMaker maker;
  int valid = 0;
  for (int i = 0; i < 20'000; ++i) {
    const std::string line = maker.line();
    CAPTURE(line);
    const std::string fast =
        outcome(line, [](std::string_view text) { return parse_batch_line(text, now); });
    const std::string full = outcome(
        line, [](std::string_view text) { return wire::batch_item(wire::read_json(text), now); });
    REQUIRE(fast == full);
    valid += nlohmann::json::accept(line) ? 1 : 0;
  }
  CHECK(valid > 4'000);  // the generator still makes lines worth reading
}
