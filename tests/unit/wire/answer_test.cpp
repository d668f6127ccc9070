#include "mltrack/wire/answer.hpp"

#include "mltrack/wire/status.hpp"

#include <doctest/doctest.h>

#include <limits>

using namespace mltrack;
using wire::Answer;

TEST_CASE("answer: fields in their order, empty lists left out") {
  Answer inner;
  inner.add("flag", false);
  Answer answer;
  answer.add("text", "a\"\n").add("number", std::int64_t{-5}).add("inner", std::move(inner));
  answer.list("none", std::vector<Tag>{});
  answer.list("tags", std::vector<Tag>{{"k", "v"}, {"e", ""}});
  CHECK(std::move(answer).str() == R"({"text":"a\"\n","number":-5,"inner":{"flag":false},)"
                                   R"("tags":[{"key":"k","value":"v"},{"key":"e","value":""}]})");
  CHECK(Answer().str() == "{}");
}

TEST_CASE("answer: a list may grow one by one, with something behind it") {
  const std::string run_id = "r";
  const Metric metric{.key = "m", .value = std::numeric_limits<double>::quiet_NaN(), .step = 1};
  Answer answer;
  answer.item("metrics", wire::RunMetric{metric, run_id});
  answer.item("metrics", wire::RunMetric{metric, run_id});
  answer.end_list().add("next", "x");
  CHECK(std::move(answer).str() ==
        R"({"metrics":[{"key":"m","value":"NaN","timestamp":0,"step":1,"run_id":"r"},)"
        R"({"key":"m","value":"NaN","timestamp":0,"step":1,"run_id":"r"}],"next":"x"})");
}

TEST_CASE("status: MLflow's, but a caller's mistake is never 5xx") {
  CHECK(wire::http_status(Error::not_found("x")) == 404);
  CHECK(wire::http_status(Error::exists("x")) == 400);
  CHECK(wire::http_status(Error::conflict("x")) == 400);
  CHECK(wire::http_status(Error::invalid_state("x")) == 400);
  CHECK(wire::http_status(Error::denied("x")) == 403);
  CHECK(wire::http_status(Error::busy("x")) == 503);
  CHECK(wire::http_status(Error::internal("x")) == 500);
  CHECK(wire::http_status(Error::internal("x").as(Failure::usage)) == 400);
}
