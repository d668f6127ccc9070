#include "support/memory_record.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/search/filter.hpp"

#include <doctest/doctest.h>

using namespace mltrack;
using namespace mltrack::search;

namespace {

/// The message for a filter that is parsed and then asked of one empty record.
Error refused(std::string_view text, const Schema& schema) {
  try {
    (void)Filter::parse(text, schema).matches(test::MemoryRecord{});
  } catch (const Error& error) {
    return error;
  }
  return Error::internal("'{}' was accepted", text);
}
std::string run_error(std::string_view text) {
  return refused(text, run_schema()).what();
}
std::string experiment_error(std::string_view text) {
  return refused(text, experiment_schema()).what();
}

constexpr const char* number_set = "'{'=', '!=', '>', '>=', '<', '<='}";
constexpr const char* text_set = "'{'=', '!=', 'LIKE', 'ILIKE', 'IN', 'NOT IN'}";
constexpr const char* nullable_set = "'{'=', '!=', 'LIKE', 'ILIKE', 'IS NULL', 'IS NOT NULL'}";

}  // namespace

TEST_CASE("filter errors: values of the wrong kind are told in MLflow's words") {
  CHECK(run_error("metrics.loss = '0.5'") == "Expected numeric value type for metric. Found '0.5'");
  CHECK(run_error("metrics.x = nan") == "Expected numeric value type for metric. Found nan");
  CHECK(run_error("params.lr = 0.1") ==
        "Expected a quoted string value for parameter (e.g. 'my-value'). Got value 0.1");
  CHECK(run_error("params.lr IN ('a','b')") ==
        "Expected a quoted string value for parameter (e.g. 'my-value'). Got value ('a','b')");
  CHECK(run_error("tags.t = Hello") ==
        "Parameter value is either not quoted or unidentified quote types used for string value "
        "Hello. Use either single or double quotes.");
  CHECK(run_error("start_time > '1000'") ==
        "Expected numeric value type for numeric attribute: start_time. Found '1000'");
  CHECK(run_error("created > '1'") ==
        "Expected numeric value type for numeric attribute: created. Found '1'");
  CHECK(run_error("status = 5") == "Expected a quoted string value for attributes. Got value 5");
  CHECK(run_error("datasets.name = 1") ==
        "Expected a quoted string value for dataset attributes. Got value 1");
}

TEST_CASE("filter errors: comparators are refused at the first candidate, quotes as MLflow's") {
  const auto invalid = [](std::string_view comparator, std::string_view set) {
    return fmt::format("Invalid comparator '{}' not one of {}", comparator, set);
  };
  CHECK_NOTHROW((void)Filter::parse("params.lr > '0.05'", run_schema()));
  CHECK(run_error("params.lr > '0.05'") == invalid(">", nullable_set + std::string("'")));
  CHECK(run_error("tags.t NOT LIKE 'a'") == invalid("NOT LIKE", nullable_set));
  CHECK(run_error("metrics.loss == 0.5") == invalid("==", number_set));
  CHECK(run_error("metrics.loss <> 0.5") == invalid("<>", number_set));
  CHECK(run_error("metrics.loss like 1") == invalid("LIKE", number_set));
  CHECK(run_error("status > 'a'") == invalid(">", text_set + std::string("'")));
  CHECK(run_error("start_time LIKE 1") == invalid("LIKE", text_set));
  CHECK(run_error("datasets.name > 'a'") == invalid(">", text_set));
  CHECK(experiment_error("name > 'a'") == invalid(">", text_set + std::string("'")));
  // A comparison that is already false hides the next one.
  CHECK(run_error("metrics.a = 1 AND params.lr > '1'").ends_with("was accepted"));
}

TEST_CASE("filter errors: clauses that are no comparison are listed") {
  const auto clauses = [](std::string_view list) {
    return fmt::format("Invalid clause(s) in filter string: {}", list);
  };
  CHECK(run_error("tags.t = 'Hello") == clauses("'tags.t', '=', ''', 'Hello'"));
  CHECK(run_error("metrics.a < 1 OR metrics.b < 1") == clauses("'OR'"));
  CHECK(run_error("NOT tags.t = 'a'") == clauses("'NOT'"));
  CHECK(run_error("(metrics.loss < 1)") == clauses("'(metrics.loss < 1)'"));
  CHECK(run_error("metrics.loss < 1;") == clauses("';'"));
  CHECK(run_error("metrics.loss") == clauses("'metrics.loss'"));
  CHECK(run_error("metrics.loss <") == clauses("'metrics.loss', '<'"));
  CHECK(run_error("< 1") == clauses("'<', '1'"));
  CHECK(run_error("garbage") == clauses("'garbage'"));
  CHECK(run_error("metrics.loss BETWEEN 0 AND 1") ==
        clauses("'metrics.loss', 'BETWEEN', '0', '1'"));
  CHECK(run_error("metrics.loss > - 1") == clauses("'metrics.loss', '>', '-', '1'"));
  CHECK(run_error("params.model-type = 'x'") == clauses("'params.model', '-', 'type', '=', ''x''"));
  CHECK(run_error("params.a:b = 'x'") == clauses("'params.a', ':'"));
  CHECK(run_error("params.1 = 'x'") == clauses("'params'"));
  CHECK(run_error("run name = 'A'") == clauses("'run'"));
  CHECK(run_error("run_id IN 'a'") == clauses("'run_id', 'IN', ''a''"));
  CHECK(experiment_error("name = 'a' OR name = 'b'") == clauses("OR"));
  CHECK(experiment_error("name") == clauses("name"));
}

TEST_CASE("filter errors: whole texts that are refused") {
  CHECK(run_error("   ") == "Invalid filter '   '. Could not be parsed.");
  CHECK(run_error("metrics.loss < 1; metrics.loss > 0") ==
        "Search filter contained multiple expression 'metrics.loss < 1; metrics.loss > 0'. "
        "Provide AND-ed expression list.");
  CHECK(run_error("metrics.x/y = 2") ==
        "Invalid comparison clause. Expected 'Identifier' found 'metrics.x/y'");
  CHECK(run_error("0.5 > metrics.loss") ==
        "Invalid comparison clause. Expected 'Identifier' found '0.5'");
  CHECK(run_error("'a' = tags.t") ==
        "Invalid comparison clause. Expected 'Identifier' found ''a''");
}

TEST_CASE("filter errors: lists") {
  CHECK(run_error("run_id IN ()") ==
        "While parsing a list in the query, expected a non-empty list of string values, but got "
        "empty list");
  CHECK(run_error("run_id IN ('a',1)") ==
        "While parsing a list in the query, expected string value, punctuation, or whitespace, but "
        "got different type in list: ('a', 1)");
  CHECK(run_error("run_id IN ('a',,'b')") ==
        "While parsing a list in the query, expected a non-empty list of string values, but got "
        "ill-formed list.");
  CHECK(run_error("status IN ('FINISHED')") ==
        "Only ['run_id'] attributes support comparison with a list of quoted string values.");
  CHECK(experiment_error("name IN ('a')") ==
        "Only ['experiment_id'] attributes support comparison with a list of quoted string "
        "values.");
}

TEST_CASE("filter errors: unknown names") {
  CHECK(run_error("attributes.foo = 'x'") ==
        "Invalid attribute key 'foo' specified. Valid keys are '{'run_id', 'run_name', 'user_id', "
        "'status', 'start_time', 'end_time', 'artifact_uri', 'created', 'Created', 'run name', "
        "'Run name', 'Run Name'}'");
  CHECK(run_error("experiment_id = '0'").starts_with("Invalid attribute key 'experiment_id'"));
  for (const char* entity : {"foo", "Attributes"}) {
    CHECK(run_error(std::string(entity) + ".bar = 'x'") ==
          "Invalid entity type '" + std::string(entity) +
              "'. Valid values are ['metric', 'parameter', 'tag', 'attribute', 'dataset']");
  }
  CHECK(run_error("datasets.foo = 'x'") ==
        "Invalid dataset key 'foo' specified. Valid keys are '{'name', 'digest', 'context'}'");
  CHECK(experiment_error("attributes.name = 'x'") ==
        "Invalid entity type 'attributes'. Valid entity types are ('attribute', 'tag', 'tags')");
  CHECK(experiment_error("metrics.x > 1") ==
        "Invalid entity type 'metrics'. Valid entity types are ('attribute', 'tag', 'tags')");
}

TEST_CASE("filter errors: IS NULL is for params and tags") {
  CHECK(run_error("metrics.loss IS NULL") ==
        "IS NULL / IS NOT NULL is only supported for tags and params, not for 'metric' 'loss'");
  CHECK(run_error("created is not null") ==
        "IS NULL / IS NOT NULL is only supported for tags and params, not for 'attribute' "
        "'created'");
  CHECK(experiment_error("name IS NULL") ==
        "IS NULL / IS NOT NULL is only supported for tags, not for attribute 'name'");
}

TEST_CASE("filter errors: a hint shows the place and the mend") {
  CHECK(refused("metrics.a > 1 AND metrics.loss = '0.5'", run_schema()).hint() ==
        "Write a number such as 0.5 or 1e-3, without quotes.\n"
        "  metrics.a > 1 AND metrics.loss = '0.5'\n"
        "                                   ^^^^^");
  CHECK(refused("statu = 'x'", run_schema()).hint() ==
        "Did you mean 'status'?\n"
        "  statu = 'x'\n"
        "  ^^^^^");
  CHECK(refused("metrcs.é = 1", run_schema()).hint() ==
        "Did you mean 'metrics'?\n"
        "  metrcs.é = 1\n"
        "  ^^^^^^");
}

TEST_CASE("filter errors: a long filter is shown around the place only") {
  const std::string filler = "tags.k = 'vvvvvvvvvvvvvvvvvvvv' AND ";
  CHECK(refused(filler + filler + "foo.x = 1 AND " + filler, run_schema()).hint() ==
        "Before the period stands one of metrics, params, tags, attributes, datasets.\n"
        "  … = 'vvvvvvvvvvvvvvvvvvvv' AND foo.x = 1 AND tags.k = 'vvvvvvvvv…\n"
        "                                 ^^^");
}

TEST_CASE("filter errors: a NUL in the filter does not cut the message") {
  CHECK(run_error(std::string_view("a\0b", 3)) ==
        "Invalid clause(s) in filter string: 'a', '\\x00', 'b'");
}

TEST_CASE("filter errors: bytes that are no UTF-8 are pointed at like any other") {
  CHECK(refused("mx > 0\x8f\x82 = 5 " + std::string(80, 'x'), run_schema())
            .hint()
            .ends_with("\n  mx > 0\\x8f\\x82 = 5 xxxxxxxxxxxxxxxxxxxxxxxx…\n        ^^^^"));
  CHECK(refused("= " + std::string(100, '\x8f'), run_schema()).hint().size() < 500);
}
