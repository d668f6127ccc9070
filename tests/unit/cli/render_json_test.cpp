#include "cli/render/rows.hpp"
#include "support/memory_output.hpp"

#include "mltrack/base/error.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <limits>

using namespace mltrack;
using namespace mltrack::cli;
using mltrack::test::MemoryOutput;

namespace {

RowsSpec tags_spec() {
  return {.list_name = "tags", .columns = {{.name = "key", .title = "KEY"}}, .id_column = 0};
}

}  // namespace

TEST_CASE("json: whole objects stand in one list, with the token behind it") {
  MemoryOutput out;
  const auto rows = open_rows(out, {.format = "json"}, tags_spec());
  rows->row({std::string("ignored")}, [] { return wire::to_json(Tag{"a", "1"}); });
  const Tag tag{"b", "2"};
  rows->row({}, tag);
  rows->finish("abc==");
  CHECK(out.text == R"({
  "tags": [
    {
      "key": "a",
      "value": "1"
    },
    {
      "key": "b",
      "value": "2"
    }
  ],
  "next_page_token": "abc=="
}
)");
}

TEST_CASE("json: an empty list is there, and no token on the last page") {
  MemoryOutput out;
  open_rows(out, {.format = "json"}, tags_spec())->finish("");
  CHECK(out.text == "{\n  \"tags\": []\n}\n");
}

TEST_CASE("json: rows are written as they come") {
  MemoryOutput out;
  const auto rows = open_rows(out, {.format = "json"}, tags_spec());
  const Tag tag{"b", "2"};
  rows->row({}, tag);
  CHECK(out.text.find("\"b\"") != std::string::npos);
}

TEST_CASE("json: one object is an answer of its own") {
  MemoryOutput out;
  print_json(out, Tag{"k", "v"});
  print_json(out, wire::Json{{"list", wire::Json::array()}, {"none", nullptr}, {"yes", true}});
  CHECK(out.text ==
        "{\n  \"key\": \"k\",\n  \"value\": \"v\"\n}\n"
        "{\n  \"list\": [],\n  \"none\": null,\n  \"yes\": true\n}\n");
}

TEST_CASE("ndjson: a flat object a line, with all columns in order and null for what is missing") {
  MemoryOutput out;
  RowsSpec spec{.list_name = "runs",
                .columns = {{.name = "run_id"},
                            {.name = "metrics.auc"},
                            {.name = "start_time"},
                            {.name = "tags.\"q\""}},
                .id_column = 0};
  const auto rows = open_rows(out, {.format = "ndjson"}, spec);
  rows->row({std::string("r1"), 0.1, Time{1700000000000}, std::string("a\n\x1b\xff é")}, {});
  rows->row({std::string("r2"), std::numeric_limits<double>::quiet_NaN(), std::monostate(),
             std::string()},
            {});
  rows->row({std::string("r3"), -std::numeric_limits<double>::infinity(), Time{0}}, {});
  rows->row({std::string("r4"), 2.0, Duration{5}, Age{7}}, {});
  rows->finish("token");
  CHECK(
      out.text ==
      "{\"run_id\":\"r1\",\"metrics.auc\":0.1,\"start_time\":1700000000000,\"tags.\\\"q\\\"\":"
      "\"a\\n\\u001b\xEF\xBF\xBD é\"}\n"
      "{\"run_id\":\"r2\",\"metrics.auc\":\"NaN\",\"start_time\":null,\"tags.\\\"q\\\"\":\"\"}\n"
      "{\"run_id\":\"r3\",\"metrics.auc\":\"-Infinity\",\"start_time\":0,\"tags.\\\"q\\\"\":null}\n"
      "{\"run_id\":\"r4\",\"metrics.auc\":2.0,\"start_time\":5,\"tags.\\\"q\\\"\":7}\n");
}
