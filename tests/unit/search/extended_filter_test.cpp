#include "support/memory_record.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/search/filter.hpp"

#include <doctest/doctest.h>

#include <limits>

using namespace mltrack;
using namespace mltrack::search;
using namespace mltrack::test;

namespace {

constexpr std::int64_t day = 86'400'000;
constexpr std::int64_t now = 1'800'000'000'000;  // 2027-01-15 08:00
const Language language{Dialect::extended, now};

Field of_history(std::string key, Function function, std::int64_t argument = 0) {
  return {FieldKind::metric, std::move(key), function, argument};
}

MemoryRecord sample_run() {
  MemoryRecord run{{attribute("run_id"), "abcd1234"},
                   {attribute("run_name"), "first try"},
                   {attribute("status"), "RUNNING"},
                   {attribute("start_time"), static_cast<double>(now - 2 * day)},
                   {attribute("parent"), "f00d"},
                   {attribute("parent_name"), "sweep"},
                   {attribute("children"), 0.0},
                   {metric("loss"), 0.3},
                   {metric("val/loss"), 0.4},
                   {metric("broken"), std::numeric_limits<double>::quiet_NaN()},
                   {of_history("loss", Function::max), 0.9},
                   {of_history("loss", Function::at, 10), 0.5},
                   {of_history("loss", Function::count), 12.0},
                   {of_history("none", Function::count), 0.0},
                   {of_history("loss", Function::argmin), 11.0},
                   {param("lr"), "1e-3"},
                   {param("opt"), "adam"},
                   {param("model-type"), "tree"},
                   {tag("t"), "x"},
                   {{FieldKind::artifact, "model/*"}, 1.0},
                   {{FieldKind::artifact, "*.png"}, 0.0}};
  run.add_dataset({.name = "iris", .digest = "d1", .context = "train"});
  return run;
}

bool matches(std::string_view filter) {
  return Filter::parse(filter, run_schema(), language).matches(sample_run());
}

}  // namespace

TEST_CASE("extended filter: AND binds before OR, NOT before both") {
  CHECK(matches("metrics.loss > 1 OR params.opt = 'adam'"));
  CHECK(matches("params.opt = 'adam' OR metrics.loss > 1 AND metrics.loss > 2"));
  CHECK_FALSE(matches("(params.opt = 'adam' OR metrics.loss > 1) AND metrics.loss > 2"));
  CHECK(matches("NOT metrics.loss > 1 AND params.opt = 'adam'"));
  CHECK(matches("not (metrics.loss > 1 or params.opt = 'sgd')"));
  CHECK(matches("NOT NOT metrics.loss < 1 OR nested AND NOT nested"));
}

TEST_CASE("extended filter: what is missing is neither true nor false") {
  CHECK_FALSE(matches("params.none = 'a'"));
  CHECK_FALSE(matches("NOT params.none = 'a'"));
  CHECK_FALSE(matches("NOT (params.none = 'a' AND params.opt = 'adam')"));
  CHECK(matches("NOT (params.none = 'a' AND params.opt = 'sgd')"));
  CHECK(matches("params.none = 'a' OR params.opt = 'adam'"));
  CHECK_FALSE(matches("params.none NOT LIKE 'a%' OR metrics.none NOT IN (1) OR end_time != 5"));
  CHECK(matches("NOT params.none IS NOT NULL"));
  CHECK(matches("NOT metrics.broken < 1"));  // NaN is a value; it compares false
}

TEST_CASE("extended filter: lists and ranges of every type") {
  CHECK(matches("params.opt IN ('sgd', 'adam')"));
  CHECK(matches("params.opt NOT IN ('sgd',)"));
  CHECK(matches("metrics.loss IN (1, 0.3)"));
  CHECK_FALSE(matches("metrics.loss NOT IN (1, 0.3)"));
  CHECK(matches("metrics.loss BETWEEN 0.3 AND 0.4 AND nested"));
  CHECK(matches("metrics.loss NOT BETWEEN 0.4 AND 0.5"));
  CHECK(matches("params.opt BETWEEN 'a' AND 'b'"));
  CHECK(matches("status IN ('RUNNING', 'FAILED')"));
  CHECK(matches("start_time BETWEEN -3d AND -1d"));
}

TEST_CASE("extended filter: IS NULL and IS NAN") {
  CHECK(matches("metrics.none IS NULL AND metrics.loss IS NOT NULL"));
  CHECK(matches("end_time IS NULL"));
  CHECK(matches("metrics.broken IS NAN AND metrics.loss IS NOT NAN"));
  CHECK_FALSE(matches("metrics.none IS NAN OR metrics.none IS NOT NAN"));
  CHECK(matches("datasets.name IS NOT NULL OR duration > 1w"));
}

TEST_CASE("extended filter: text by beginning, pattern and regular expression") {
  CHECK(matches("run_name STARTS WITH 'first'"));
  CHECK(matches("run_id starts with 'abcd'"));
  CHECK(matches("run_id NOT STARTS WITH '%'"));
  CHECK(matches("params.opt NOT LIKE 's%'"));
  CHECK(matches("params.opt =~ 'd.m$'"));
  CHECK(matches("params.opt !~ '^dam' AND name =~ '(?i)FIRST'"));
}

TEST_CASE("extended filter: numbers from text, and functions of a history") {
  CHECK(matches("num(params.lr) < 0.01"));
  CHECK_FALSE(matches("num(params.opt) < 0.01 OR NOT num(params.opt) < 0.01"));  // no number
  CHECK(matches("num(params.opt) IS NULL"));
  CHECK(matches("max(metrics.loss) > 0.8 AND MAX(loss) = .9"));
  CHECK(matches("at(metrics.loss, 10) = 0.5"));
  CHECK(matches("count(none) = 0 AND count(loss) >= 12"));
  CHECK(matches("last(metrics.loss) = 0.3 OR nested"));
  CHECK(matches("argmin(loss) = 11"));
}

TEST_CASE("extended filter: fields are compared with fields") {
  CHECK(matches("metrics.loss < metrics.val/loss"));
  CHECK(matches("metrics.loss < max(loss)"));
  CHECK(matches("params.opt != params.lr"));
  CHECK_FALSE(matches("metrics.loss < metrics.none OR NOT metrics.loss < metrics.none"));
}

TEST_CASE("extended filter: keys may have slashes, dashes, colons and at signs") {
  CHECK(matches("metrics.val/loss < 0.5"));
  CHECK(matches("params.model-type = 'tree'"));
  CHECK(matches("metrics.MAP@5:3 IS NULL"));
}

TEST_CASE("extended filter: times as dates, spans and milliseconds") {
  CHECK(matches("start_time > '2027-01-01'"));
  CHECK(matches("start_time > 2027-01-01 AND created < '2027-01-14T10:00'"));
  CHECK(matches("start_time > -3d AND start_time < -1d OR nested"));
  CHECK(matches("age > 1d AND age <= 2d AND age = 172800000"));
  CHECK(matches("duration >= '47h'"));  // it is running still
}

TEST_CASE("extended filter: relatives") {
  CHECK(matches("parent = 'f00d'"));
  CHECK(matches("parent = 'sweep'"));
  CHECK(matches("parent IN ('a', 'sweep') AND parent LIKE 'sw%'"));
  CHECK_FALSE(matches("parent != 'sweep' OR parent != 'f00d' OR parent NOT IN ('sweep')"));
  CHECK(matches("parent != 'other' AND parent IS NOT NULL"));
  CHECK(matches("children = 0"));
}

TEST_CASE("extended filter: artifacts") {
  CHECK(matches("artifact('model/*')"));
  CHECK(matches("NOT artifact('*.png')"));
  CHECK_FALSE(matches("NOT artifact('elsewhere')"));  // not known
}

TEST_CASE("extended filter: one dataset that fits is enough, none is no missing value") {
  CHECK(matches("datasets.name =~ 'iris' OR metrics.none = 1"));
  CHECK(matches("NOT datasets.name = 'wine'"));
  CHECK(
      Filter::parse("NOT datasets.name = 'wine'", run_schema(), language).matches(MemoryRecord{}));
  CHECK(Filter::parse("datasets.name IS NULL", run_schema(), language).matches(MemoryRecord{}));
}

TEST_CASE("extended filter: no more is asked than decides") {
  const MemoryRecord run = sample_run();
  CHECK(Filter::parse("artifact('model/*') OR children > 5 OR params.opt = 'adam'", run_schema(),
                      language)
            .matches(run));
  CHECK(run.asked() == std::vector<std::string>{"opt"});
  const MemoryRecord other = sample_run();
  CHECK_FALSE(Filter::parse("artifact('model/*') AND NOT (params.none = 'x' OR metrics.loss > 0)",
                            run_schema(), language)
                  .matches(other));
  CHECK(other.asked() == std::vector<std::string>{"none"});  // unknown, so never false
}

TEST_CASE("extended filter: what MLflow accepts means what it means to MLflow") {
  CHECK(matches("AND metrics.loss < 0.4 params.opt = 'adam' and"));
  CHECK_FALSE(Filter::parse("params.created = 'x'", run_schema(), language).matches(sample_run()));
}

TEST_CASE("extended filter: of experiments") {
  const MemoryRecord experiment{{attribute("name"), "alpha"},
                                {attribute("creation_time"), static_cast<double>(now - day)},
                                {tag("team"), "growth"}};
  const auto experiment_matches = [&](std::string_view filter) {
    return Filter::parse(filter, experiment_schema(), language).matches(experiment);
  };
  CHECK(experiment_matches("name =~ '^al' OR tags.team = 'x'"));
  CHECK(experiment_matches("age <= 1d AND NOT tags.team IS NULL"));
  CHECK(experiment_matches("creation_time > -2d"));
}

TEST_CASE("extended filter: strict refuses all of it") {
  for (const char* filter :
       {"a = 1 OR b = 1", "nested", "max(metrics.a) > 1", "(metrics.a > 1)", "start_time > -2d",
        "metrics.a IS NULL", "status IN ('a')", "metrics.a/b > 1", "NOT tags.a = 'b'"}) {
    CAPTURE(filter);
    CHECK_THROWS_AS((void)Filter::parse(filter, run_schema()), Error);
  }
}

TEST_CASE("extended filter: all fields are told, those of both sides") {
  const Filter filter =
      Filter::parse("NOT max(a) > metrics.b OR params.c = 'x'", run_schema(), language);
  CHECK(filter.fields() ==
        std::vector<Field>{of_history("a", Function::max), metric("b"), param("c")});
}
