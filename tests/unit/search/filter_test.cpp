#include "mltrack/search/filter.hpp"

#include "support/memory_record.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <cmath>
#include <limits>
#include <thread>

using namespace mltrack::search;
using namespace mltrack::test;

namespace {

MemoryRecord sample_run() {
  MemoryRecord run{{attribute("run_id"), "a1"},
                   {attribute("run_name"), "A"},
                   {attribute("status"), "FINISHED"},
                   {attribute("start_time"), 1500.0},
                   {metric("loss"), 0.3},
                   {metric("acc"), std::numeric_limits<double>::quiet_NaN()},
                   {metric("a b"), 1.0},
                   {metric("x/y"), 2.0},
                   {param("lr"), "0.01"},
                   {param("m.n"), "deep"},
                   {tag("t"), "x"},
                   {tag("e"), ""},
                   {tag("mlflow.runName"), "A"}};
  run.add_dataset({.name = "ds1", .digest = "d1", .context = "train"});
  run.add_dataset({.name = "ds2", .digest = "d2", .context = std::nullopt});
  return run;
}

bool run_matches(std::string_view filter) {
  return Filter::parse(filter, run_schema()).matches(sample_run());
}

bool experiment_matches(std::string_view filter) {
  const MemoryRecord experiment{{attribute("name"), "alpha"},
                                {attribute("experiment_id"), "7"},
                                {attribute("last_update_time"), 1000.0},
                                {tag("k"), "v"}};
  return Filter::parse(filter, experiment_schema()).matches(experiment);
}

}  // namespace

TEST_CASE("filter: an empty text matches everything") {
  CHECK(run_matches(""));
}

TEST_CASE(
    "filter: comparisons are joined by AND in any case, which may lead, trail or be missing") {
  CHECK(run_matches("metrics.loss < 0.4 and params.lr = '0.01'"));
  CHECK(run_matches("AND metrics.loss < 0.4 aNd"));
  CHECK(run_matches("metrics.loss < 0.4 params.lr = '0.01'"));
  CHECK_FALSE(run_matches("metrics.loss < 0.4 AND params.lr = '0.02'"));
}

TEST_CASE("filter: numbers compare as doubles") {
  CHECK(run_matches("metrics.loss=.3"));
  CHECK(run_matches("metrics.loss >= 3e-1"));
  CHECK(run_matches("metrics.loss != -1"));
  CHECK_FALSE(run_matches("metrics.loss > 0.3"));
}

TEST_CASE("filter: keys with blanks or slashes are quoted") {
  CHECK(run_matches("metrics.`a b` = 1"));
  CHECK(run_matches("metrics.\"a b\" = 1"));
  CHECK(run_matches("metrics.`x/y` = 2"));
  CHECK(run_matches("params.m.n = 'deep'"));
  CHECK(run_matches("tags.mlflow.runName = 'A'"));
  CHECK(run_matches("tags.'t' = 'x'"));
  CHECK(run_matches("`tags`.t = 'x'"));
}

TEST_CASE("filter: SQL words may be bare keys behind a period") {
  for (const char* key : {"order", "count", "max", "date", "name", "value", "select"}) {
    CAPTURE(key);
    CHECK_FALSE(run_matches("params." + std::string(key) + " = 'x'"));
  }
}

TEST_CASE("filter: NaN is unequal to everything and compares to nothing") {
  CHECK(run_matches("metrics.acc != 0.9"));
  CHECK_FALSE(run_matches("metrics.acc = 0.9"));
  CHECK_FALSE(run_matches("metrics.acc < 0.9"));
  CHECK_FALSE(run_matches("metrics.acc >= 0.9"));
}

TEST_CASE("filter: what is missing fails every comparison but IS NULL") {
  CHECK_FALSE(run_matches("params.none = 'x'"));
  CHECK_FALSE(run_matches("params.none != 'x'"));
  CHECK_FALSE(run_matches("params.none LIKE '%'"));
  CHECK_FALSE(run_matches("params.none IS NOT NULL"));
  CHECK(run_matches("params.none IS NULL"));
  CHECK(run_matches("tags.e is not null"));
  CHECK(run_matches("tags.e = ''"));
  CHECK_FALSE(run_matches("end_time > 1"));
  CHECK_FALSE(run_matches("end_time != 1"));
}

TEST_CASE("filter: attributes have prefixes and aliases") {
  CHECK(run_matches("status = 'FINISHED'"));
  CHECK_FALSE(run_matches("status = 'finished'"));
  CHECK(run_matches("attr.status='FINISHED' AND run.status='FINISHED'"));
  CHECK(run_matches("attributes.status='FINISHED' AND attribute.status='FINISHED'"));
  CHECK(run_matches("`run name` = 'A'"));
  CHECK(run_matches("attributes.\"Run Name\" = 'A'"));
  CHECK(run_matches("created >= 1500.0 AND Created < 1501"));
  CHECK(run_matches("start_time >= 1499.5"));
}

TEST_CASE("filter: IN takes a list of quoted texts") {
  CHECK(run_matches("run_id IN ('a1', 'b')"));
  CHECK(run_matches("run_id in (\"a1\")"));
  CHECK(run_matches("run_id NOT IN ('b',)"));
  CHECK_FALSE(run_matches("run_id NOT IN ('a1')"));
  CHECK(run_matches("run_id IN ('a' '1')"));
}

TEST_CASE("filter: one dataset that fits is enough") {
  CHECK(run_matches("datasets.name = 'ds2'"));
  CHECK(run_matches("dataset.digest LIKE 'd_'"));
  CHECK(run_matches("datasets.context = 'train'"));
  CHECK(run_matches("datasets.name NOT IN ('ds1')"));
  CHECK_FALSE(run_matches("datasets.context != 'train'"));  // the other has no context at all
  CHECK_FALSE(Filter::parse("datasets.name != 'x'", run_schema()).matches(MemoryRecord{}));
}

TEST_CASE("filter: an alias is followed behind any prefix, as MLflow does") {
  CHECK(Filter::parse("params.created = 'x'", run_schema())
            .matches(MemoryRecord{{param("start_time"), "x"}}));
}

TEST_CASE("filter: a list compared by = is never equal") {
  CHECK_FALSE(run_matches("run_id = ('a1')"));
  CHECK(run_matches("run_id != ('a1')"));
}

TEST_CASE("filter: nothing is asked for behind a false comparison") {
  const MemoryRecord run = sample_run();
  CHECK_FALSE(Filter::parse("metrics.loss > 1 AND metrics.acc > 1", run_schema()).matches(run));
  CHECK(run.asked() == std::vector<std::string>{"loss"});
}

TEST_CASE("filter: the smallest file is asked first, wherever it stands") {
  const MemoryRecord run = sample_run();
  CHECK_FALSE(Filter::parse("start_time > 0 AND metrics.loss > 0 AND params.lr = 'x'", run_schema())
                  .matches(run));
  CHECK(run.asked() == std::vector<std::string>{"lr"});
}

TEST_CASE("filter: an operator that MLflow refuses keeps its place, so that it may stay hidden") {
  const Filter filter = Filter::parse("metrics.loss > 1 AND params.lr > '1'", run_schema());
  CHECK_FALSE(filter.matches(sample_run()));
}

TEST_CASE("filter: fields are told in the order of the filter") {
  const Filter filter = Filter::parse("parameters.lr = '1' AND created > 0", run_schema());
  CHECK(filter.fields() == std::vector<Field>{param("lr"), attribute("start_time")});
}

TEST_CASE("filter: experiments have a name, an id, times and tags") {
  CHECK(experiment_matches("name = 'alpha'"));
  CHECK(experiment_matches("attribute.name LIKE 'al%'"));
  CHECK(experiment_matches("name ILIKE 'AL%'"));
  CHECK(experiment_matches("tags.k = 'v' AND tag.k != 'w'"));
  CHECK_FALSE(experiment_matches("tags.none != 'w'"));
  CHECK(experiment_matches("tags.none IS NULL"));
  CHECK(experiment_matches("experiment_id IN ('7', '8')"));
  CHECK(experiment_matches("last_update_time <= 1000.5"));
  CHECK(experiment_matches("creation_time != 5"));  // MLflow: None != 5
}

TEST_CASE("filter: many threads may ask one filter at once") {
  const Filter filter = Filter::parse(
      "metrics.loss < 0.4 AND params.lr ILIKE '0.%' AND run_id IN ('a1')", run_schema());
  std::atomic<int> hits = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int k = 0; k < 1000; ++k) {
        hits += filter.matches(sample_run()) ? 1 : 0;
      }
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  CHECK(hits == 4000);
}
