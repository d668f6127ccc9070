#include "mltrack/wire/message.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/wire/from_message.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <functional>

using namespace mltrack;
using wire::Message;

namespace {

std::string refusal(const std::function<void()>& call) {
  try {
    call();
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::invalid_parameter_value);
    return error.what();
  }
  return "nothing";
}

constexpr const char* docs = " See the API docs for more information about request parameters.";

}  // namespace

TEST_CASE("message: numbers as protobuf's JSON takes them") {
  const auto message = Message::from_json(
      R"({"a": 5, "b": 5.0, "c": "5", "d": "NaN", "e": "-Infinity", "f": NaN, "g": true, "h": 1e400})");
  CHECK(message.find_integer("a") == 5);
  CHECK(message.find_integer("b") == 5);
  CHECK(message.find_integer("c") == 5);
  CHECK_FALSE(message.find_integer("z"));
  CHECK(std::isnan(message.required_number("d")));
  CHECK(message.required_number("e") == -INFINITY);
  CHECK(std::isnan(message.required_number("f")));
  CHECK(message.required_number("g") == 1.0);
  CHECK(message.required_number("h") == INFINITY);
}

TEST_CASE("message: what is missing or of another type is told in MLflow's words") {
  const auto message = Message::from_json(R"({"a": {"z": 1, "b": [true, null]}, "empty": "",
      "none": null, "half": 1.5, "word": "abc", "big": 9223372036854775808})");
  CHECK(refusal([&] { (void)message.required_text("none"); }) ==
        std::string("Missing value for required parameter 'none'.") + docs);
  CHECK(refusal([&] { (void)message.required_text("empty"); }) ==
        std::string("Missing value for required parameter 'empty'.") + docs);
  CHECK(refusal([&] { (void)message.text("a"); }) ==
        std::string("Invalid value {\"b\":[true,null],\"z\":1} for parameter 'a' supplied:  Hint: "
                    "Value was of type 'dict'.") +
            docs);
  CHECK(refusal([&] { (void)message.find_integer("half"); }).find("of type 'float'") !=
        std::string::npos);
  CHECK(refusal([&] { (void)message.find_integer("big"); }).find("of type 'str'") !=
        std::string::npos);
  CHECK(refusal([&] {
          (void)message.required_number("word");
        }).find("Invalid value \"abc\" for parameter 'word' supplied:  Hint:") == 0);
  CHECK(message.text("empty").empty());
  CHECK(message.find_text("empty").has_value());
}

TEST_CASE("message: a body that is no object is refused, no body is an empty one") {
  CHECK_FALSE(Message::from_json("").has("a"));
  CHECK_FALSE(Message::from_json("null").has("a"));
  CHECK(Message::from_json(R"("{\"a\": \"twice encoded\"}")").text("a") == "twice encoded");
  for (const char* body : {"[]", "1", "{", "\"x\"", "{\"a\": \x01}"}) {
    CAPTURE(body);
    CHECK(refusal([&] { (void)Message::from_json(body); }) != "nothing");
  }
  std::string deep(65, '[');
  CHECK(refusal([&] { (void)Message::from_json("{\"a\": " + deep); }).find("too many brackets") !=
        std::string::npos);
}

TEST_CASE("message: a query has lists and booleans as text") {
  const auto message = Message::from_query(
      {{"id", "a"}, {"id", "b"}, {"one", "x"}, {"yes", "TRUE"}, {"odd", "1"}, {"n", "7"}});
  CHECK(message.texts("id") == std::vector<std::string>{"a", "b"});
  CHECK(message.texts("one") == std::vector<std::string>{"x"});
  CHECK(message.texts("none").empty());
  CHECK(message.flag("yes", false));
  CHECK(message.find_integer("n") == 7);
  CHECK(refusal([&] { (void)message.flag("odd", false); }) ==
        "Invalid boolean value: 1, must be 'true' or 'false'.");
}

TEST_CASE("message: an enum is a name or a number, and absent if it is neither") {
  const auto message =
      Message::from_json(R"({"a": "FAILED", "b": 5, "c": "3", "d": "BOGUS", "e": 9})");
  CHECK(wire::status_from(message, "a") == RunStatus::failed);
  CHECK(wire::status_from(message, "b") == RunStatus::killed);
  CHECK(wire::status_from(message, "c") == RunStatus::finished);
  CHECK_FALSE(wire::status_from(message, "d"));
  CHECK_FALSE(wire::status_from(message, "e"));
  CHECK_FALSE(wire::status_from(message, "none"));
}

TEST_CASE("message: errors inside lists name the place") {
  const auto message = Message::from_json(
      R"({"metrics": [{"key": "a", "value": 1, "timestamp": 2}, {"key": "b"}]})");
  CHECK(refusal([&] { (void)wire::metrics_from(message, "metrics"); }) ==
        std::string("Missing value for required parameter 'metrics[1].value'.") + docs);
  CHECK(refusal([] {
          (void)wire::tags_from(Message::from_json(R"({"tags": {"k": "v"}})"), "tags");
        }).find("Invalid value {\"k\":\"v\"} for parameter 'tags'") == 0);
}

TEST_CASE("message: run_uuid stands in for run_id") {
  CHECK(Message::from_json(R"({"run_uuid": "x"})").run_id() == "x");
  CHECK(Message::from_json(R"({"run_uuid": "x", "run_id": "y"})").run_id() == "y");
  CHECK(refusal([] { (void)Message::from_json("{}").run_id(); }) ==
        std::string("Missing value for required parameter 'run_id'.") + docs);
}

TEST_CASE("message: queries have MLflow's defaults and limits") {
  const auto runs = wire::run_query_from(Message::from_json("{}"));
  CHECK(runs.max_results == 1000);
  CHECK(runs.view == ViewType::active_only);
  CHECK(refusal(
            [] { (void)wire::run_query_from(Message::from_json(R"({"max_results": 60000})")); }) ==
        std::string("Invalid value 60000 for parameter 'max_results' supplied:  Hint: Value was of "
                    "type 'int'.") +
            docs);
  CHECK(refusal([] { (void)wire::experiment_query_from(Message::from_json("{}")); }) ==
        "Invalid value 0 for parameter 'max_results' supplied. It must be a positive integer");
  CHECK(
      wire::experiment_query_from(Message::from_query({{"max_results", "5"}, {"view_type", "ALL"}}))
          .view == ViewType::all);
}
