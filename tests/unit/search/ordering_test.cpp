#include "mltrack/search/ordering.hpp"

#include "support/memory_record.hpp"

#include "mltrack/base/error.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <limits>

using namespace mltrack;
using namespace mltrack::search;
using namespace mltrack::test;

namespace {

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

std::string order_error(const std::string& clause, const Schema& schema = run_schema()) {
  try {
    (void)Ordering::parse({clause}, schema);
  } catch (const Error& error) {
    return error.what();
  }
  return "accepted";
}

OrderKey only_key(const std::string& clause) {
  return Ordering::parse({clause}, run_schema()).keys().at(0);
}

std::string sorted(std::vector<SortRow> rows, const Ordering& ordering) {
  std::sort(rows.begin(), rows.end(),
            [&](const SortRow& a, const SortRow& b) { return ordering.before(a, b); });
  std::string ids;
  for (const SortRow& row : rows) {
    ids += row.id;
  }
  return ids;
}

}  // namespace

TEST_CASE("ordering: a clause is an identifier and a direction") {
  CHECK(only_key("metrics.auc").field == metric("auc"));
  CHECK(only_key("metrics.auc").ascending);
  CHECK_FALSE(only_key("metrics.auc DESC").ascending);
  CHECK_FALSE(only_key("metrics.auc desc").ascending);
  CHECK(only_key("metrics.`a b` asc").field == metric("a b"));
  CHECK(only_key("metrics.\"a b\"").field == metric("a b"));
  CHECK(only_key("Created DESC").field == attribute("start_time"));
  CHECK(only_key("params.m.n").field == param("m.n"));
}

TEST_CASE("ordering: clauses are refused in MLflow's words") {
  for (const char* clause : {"metrics.x/y desc", "metrics.a, metrics.b",
                             "metrics.a DESC NULLS FIRST", "", "a b c", " "}) {
    CAPTURE(clause);
    CHECK(order_error(clause) ==
          "Invalid order_by clause '" + std::string(clause) + "'. Could not be parsed.");
  }
  CHECK(order_error("metrics.loss UP") ==
        "Invalid ordering key in order_by clause 'metrics.loss UP'.");
  CHECK(order_error("metrics.a b") == "Invalid ordering key in order_by clause 'metrics.a b'.");
  CHECK(order_error("attributes.foo") ==
        "Invalid attribute key 'foo' specified. Valid keys are '{'run_id', 'run_name', 'user_id', "
        "'status', 'start_time', 'end_time', 'artifact_uri', 'created', 'Created'}'");
  CHECK(order_error("`run name`").starts_with("Invalid attribute key 'run name' specified."));
  CHECK(order_error("timestamp DESC").starts_with("Invalid attribute key 'timestamp"));
  CHECK(order_error("datasets.name") == "Invalid order_by entity type 'dataset'");
  CHECK(order_error("tags.a", experiment_schema()) == "Invalid order_by entity: tag");
}

TEST_CASE("ordering: of several bad clauses runs tell the last, experiments the first") {
  const std::vector<std::string> clauses{"a b c", "foo"};
  CHECK_THROWS_WITH_AS((void)Ordering::parse(clauses, experiment_schema()),
                       "Invalid order_by clause 'a b c'. Could not be parsed.", Error);
  CHECK_THROWS_AS((void)Ordering::parse(clauses, run_schema()), Error);
  CHECK(order_error("foo").starts_with("Invalid attribute key 'foo'"));
}

TEST_CASE("ordering: real values, then NaN, then missing, in both directions") {
  const std::vector<SortRow> rows{
      {{Value{}}, 0, "0"},   {{not_a_number}, 0, "1"}, {{2.0}, 0, "2"},
      {{-infinity}, 0, "3"}, {{infinity}, 0, "4"},     {{1.0}, 0, "5"},
  };
  CHECK(sorted(rows, Ordering::parse({"metrics.a"}, run_schema())) == "352410");
  CHECK(sorted(rows, Ordering::parse({"metrics.a DESC"}, run_schema())) == "425310");
}

TEST_CASE("ordering: texts sort by code point") {
  const std::vector<SortRow> rows{
      {{"10"}, 0, "1"}, {{"0.1"}, 0, "2"}, {{"Hello"}, 0, "3"}, {{"é"}, 0, "4"}, {{""}, 0, "5"}};
  CHECK(sorted(rows, Ordering::parse({"params.a"}, run_schema())) == "52134");
}

TEST_CASE("ordering: ties of runs fall back to the latest start, then the id") {
  const std::vector<SortRow> rows{{{1.0}, 5, "b"}, {{1.0}, 9, "c"}, {{1.0}, 5, "a"}};
  CHECK(sorted(rows, Ordering::parse({"metrics.a"}, run_schema())) == "cab");
  CHECK(sorted(rows, Ordering::parse({"metrics.a DESC"}, run_schema())) == "cab");
  CHECK(sorted({{{}, 5, "b"}, {{}, 9, "c"}, {{}, 5, "a"}}, Ordering::parse({}, run_schema())) ==
        "cab");
}

TEST_CASE("ordering: ties of experiments fall back to the greatest id") {
  const Ordering by_name = Ordering::parse({"name"}, experiment_schema());
  CHECK(sorted({{{"x"}, 0, "1"}, {{"x"}, 0, "2"}, {{"a"}, 0, "0"}}, by_name) == "021");
}

TEST_CASE("ordering: experiments are ordered by creation_time DESC, experiment_id by default") {
  const Ordering ordering = Ordering::parse({}, experiment_schema());
  REQUIRE(ordering.keys().size() == 2);
  const std::vector<SortRow> rows{
      {{1.0, "b"}, 0, "b"}, {{2.0, "c"}, 0, "c"}, {{1.0, "a"}, 0, "a"}, {{Value{}, "d"}, 0, "d"}};
  CHECK(sorted(rows, ordering) == "cabd");
}
