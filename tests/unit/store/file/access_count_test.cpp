// How often the disk is asked: the cost of a call must not grow with what it has no use for.

#include "support/file_store_world.hpp"
#include "support/sample_runs.hpp"

#include <doctest/doctest.h>

using namespace mltrack;
using test::FileStoreWorld;
using test::Primitive;

namespace {

/// A tree of so many experiments with so many runs each.
struct Tree : FileStoreWorld {
  Tree(int experiments, int runs) {
    for (int i = 0; i < experiments; ++i) {
      ids.push_back(store->create_experiment({.name = "e" + std::to_string(i)}));
      for (int j = 0; j < runs; ++j) {
        run = test::new_run(*store, ids.back());
      }
    }
    store->log_metric(run, {.key = "m", .value = 1, .timestamp = 1});
    store = open({});
    record.clear();
  }
  std::vector<std::string> ids;
  std::string run;  // in the last experiment
};

}  // namespace

TEST_CASE("file store: logging a metric costs one look an experiment and two files") {
  Tree tree(10, 5);
  tree.store->log_metric(tree.run, {.key = "m", .value = 2, .timestamp = 2});
  INFO(tree.record.text());
  CHECK(tree.record.count(Primitive::open_directory) <= 11 + 1);
  CHECK(tree.record.count(Primitive::open) == 1);
  CHECK(tree.record.count(Primitive::open_reader) == 1);  // the run's meta.yaml
  CHECK(tree.record.count(Primitive::open_reader, "/meta.yaml") == 1);
  CHECK(tree.record.count(Primitive::open_append) == 1);
  CHECK(tree.record.count(Primitive::append) == 1);
  CHECK(tree.record.count(Primitive::list) <= 2);
  CHECK(tree.record.count(Primitive::create) == 0);
  CHECK(tree.record.count(Primitive::lock) == 0);
}

TEST_CASE("file store: logging a metric looks at the last byte of its file and no other") {
  Tree tree(1, 1);
  std::string lines;
  for (int i = 0; i < 10'000; ++i) {
    lines += "1 0.5 " + std::to_string(i) + "\n";
  }
  tree.put(tree.root + "/" + tree.ids[0] + "/" + tree.run + "/metrics/m", lines);
  tree.store->log_metric(tree.run, {.key = "m", .value = 2, .timestamp = 2});
  INFO(tree.record.text());
  CHECK(tree.record.count(Primitive::read, "/metrics/") == 0);
  CHECK(tree.record.bytes_asked("/metrics/") == 1);
}

TEST_CASE("file store: logging costs the same whatever the number of runs") {
  const auto cost = [](int experiments, int runs) {
    Tree tree(experiments, runs);
    tree.store->log_metric(tree.run, {.key = "m", .value = 2, .timestamp = 2});
    return tree.record.total();
  };
  CHECK(cost(3, 1) == cost(3, 40));
  CHECK(cost(13, 2) - cost(3, 2) <= 10);
}

TEST_CASE("file store: with the experiment known, the others are not looked at") {
  Tree tree(20, 2);
  const auto store = tree.open({.hint_experiment_id = tree.ids.back()});
  tree.record.clear();
  store->log_metric(tree.run, {.key = "m", .value = 2, .timestamp = 2});
  INFO(tree.record.text());
  CHECK(tree.record.count(Primitive::open_directory) == 1);
  CHECK(tree.record.count(Primitive::list) == 0);
}

TEST_CASE("file store: a wrong experiment as hint costs one look more and finds the run") {
  Tree tree(3, 2);
  for (const std::string& hint : {tree.ids[0], std::string("../x"), std::string(".trash")}) {
    const auto store = tree.open({.hint_experiment_id = hint});
    CHECK(store->find_run_info(tree.run).has_value());
  }
}

TEST_CASE("file store: finding a run opens one directory an experiment, not the other runs") {
  Tree tree(10, 30);
  (void)tree.store->find_run_info(tree.run);
  INFO(tree.record.text());
  CHECK(tree.record.count(Primitive::open_directory) <= 11);
  CHECK(tree.record.count(Primitive::open_reader) == 1);
  CHECK(tree.record.count(Primitive::list) <= 2);  // the root and .trash, no experiment
}

TEST_CASE("file store: listing experiments never opens a run") {
  Tree tree(10, 10);
  CHECK(tree.store->search_experiments({}).items.size() == 11);
  INFO(tree.record.text());
  CHECK(tree.record.count(Primitive::open_reader) == 11);
  CHECK(tree.record.count(Primitive::open_directory, tree.run) == 0);
  CHECK(tree.record.count(Primitive::open_reader, tree.run) == 0);
  CHECK(tree.record.count(Primitive::list, tree.ids[0]) == 0);
}

TEST_CASE("file store: the ids of runs are listed without reading a file") {
  Tree tree(5, 5);
  CHECK(tree.store->list_run_ids("").size() == 25);
  CHECK(tree.record.count(Primitive::open_reader) == 0);
}

TEST_CASE("file store: a search reads of a run only what the filter asks for") {
  Tree tree(1, 20);
  tree.store->log_batch(tree.run, {.params = {{"lr", "1"}, {"other", "2"}}});
  tree.record.clear();
  const auto page =
      tree.store->search_runs({.experiment_ids = tree.ids, .filter = "metrics.m > 100"});
  INFO(tree.record.text());
  CHECK(page.items.empty());
  CHECK(tree.record.count(Primitive::open_reader, "/metrics/m") == 20);
  CHECK(tree.record.count(Primitive::open_reader) == 20);
  CHECK(tree.record.count(Primitive::read) == 1);  // only one run has it
  // The directories of the runs stay closed: a file is opened by its path from the experiment.
  CHECK(tree.record.count(Primitive::open_directory) == 1);
  CHECK(tree.record.count(Primitive::list) == 1);
}

TEST_CASE("file store: a scan reads meta.yaml of a run and what the visitor asks for") {
  Tree tree(1, 20);
  tree.store->log_batch(tree.run, {.params = {{"lr", "1"}, {"other", "2"}}});
  tree.record.clear();
  tree.store->scan_runs({.experiment_ids = tree.ids},
                        [](const RunInfo& /*info*/, const search::Record& record) {
                          (void)record.value({search::FieldKind::param, "lr"});
                        });
  INFO(tree.record.text());
  CHECK(tree.record.count(Primitive::open_reader, "/meta.yaml") == 20);
  CHECK(tree.record.count(Primitive::open_reader, "/params/lr") == 20);
  CHECK(tree.record.count(Primitive::open_reader) == 40);
  CHECK(tree.record.count(Primitive::open_directory) == 1);
}

TEST_CASE("file store: a run that one comparison rules out is not asked for the others") {
  Tree tree(1, 20);
  tree.store->log_param(tree.run, {"lr", "1"});
  tree.record.clear();
  CHECK(tree.store
            ->search_runs({.experiment_ids = tree.ids,
                           .filter = "params.lr = '1' AND metrics.m > 0 AND status = 'RUNNING'"})
            .items.size() == 1);
  INFO(tree.record.text());
  CHECK(tree.record.count(Primitive::open_reader, "/params/lr") == 20 + 1);  // 1: the whole run
  CHECK(tree.record.count(Primitive::open_reader, "/metrics/m") == 1 + 1);
  CHECK(tree.record.count(Primitive::open_reader, "/meta.yaml") == 1 + 1);
}

TEST_CASE("file store: a key of filter and order is read once") {
  Tree tree(1, 20);
  (void)tree.store->count_runs({.experiment_ids = tree.ids});
  tree.record.clear();
  (void)tree.store->search_runs({.experiment_ids = tree.ids,
                                 .filter = "metrics.m > 0 AND metrics.m < 2",
                                 .order_by = {"metrics.m DESC", "metrics.m ASC"},
                                 .max_results = 0});
  INFO(tree.record.text());
  CHECK(tree.record.count(Primitive::open_reader, tree.run + "/metrics/m") == 1);
}

TEST_CASE("file store: of an OR as of an AND the small files are read first") {
  Tree tree(1, 20);
  for (const char* filter : {"(children > 3 OR max(m) > 5) AND params.none = 'x'",
                             "artifact('*') AND start_time > 5 AND params.none = 'x' AND nested"}) {
    tree.record.clear();
    const auto page = tree.store->search_runs(
        {.experiment_ids = tree.ids, .filter = filter, .dialect = Dialect::extended});
    INFO(tree.record.text());
    CHECK(page.items.empty());
    CHECK(tree.record.count(Primitive::open_reader) == 20);
    CHECK(tree.record.count(Primitive::open_reader, "/params/none") == 20);
  }
}

TEST_CASE("file store: children are counted once a search, by one tag a run") {
  Tree tree(1, 20);
  (void)tree.store->search_runs({.experiment_ids = tree.ids,
                                 .filter = "children >= 5 OR children = 3 AND children = 4",
                                 .dialect = Dialect::extended});
  INFO(tree.record.text());
  CHECK(tree.record.count(Primitive::open_reader, "/tags/mlflow.parentRunId") == 20);
  CHECK(tree.record.count(Primitive::open_reader) == 20);
}

TEST_CASE("file store: whole runs are read for the page alone") {
  Tree tree(1, 20);
  (void)tree.store->search_runs({.experiment_ids = tree.ids, .max_results = 2});
  INFO(tree.record.text());
  CHECK(tree.record.count(Primitive::open_reader, "/meta.yaml") == 22);
  CHECK(tree.record.count(Primitive::open_reader, "/tags/mlflow.runName") == 2);
  CHECK(tree.record.count(Primitive::open_directory, "/metrics") == 2);
  CHECK(tree.record.count(Primitive::list, "/metrics") <= 2);
}

TEST_CASE(
    "file store: the best by a metric costs that metric and meta.yaml of each, and the page") {
  Tree tree(1, 20);
  (void)tree.store->search_runs(
      {.experiment_ids = tree.ids, .order_by = {"metrics.m DESC"}, .max_results = 1});
  INFO(tree.record.text());
  CHECK(tree.record.count(Primitive::open_reader, "/metrics/") == 20 + 1);
  CHECK(tree.record.count(Primitive::open_reader, "/meta.yaml") == 20 + 1);
  CHECK(tree.record.count(Primitive::open_reader, "/params/") == 0);
  CHECK(tree.record.count(Primitive::open_reader, "/tags/") == 1);
}

TEST_CASE("file store: a count reads meta.yaml and what the filter asks for, no whole run") {
  Tree tree(1, 20);
  CHECK(tree.store->count_runs({.experiment_ids = tree.ids}) == 20);
  INFO(tree.record.text());
  CHECK(tree.record.count(Primitive::open_reader) == 20);
  CHECK(tree.record.count(Primitive::open_reader, "/meta.yaml") == 20);
  CHECK(tree.record.count(Primitive::open_directory) == 1);
  tree.record.clear();
  CHECK(tree.store->count_runs({.experiment_ids = tree.ids, .filter = "metrics.m > 0"}) == 1);
  CHECK(tree.record.count(Primitive::open_reader, "/meta.yaml") == 1);
}

TEST_CASE("file store: a search costs the same a run, whatever their number") {
  const auto cost = [](int runs) {
    Tree tree(1, runs);
    tree.record.clear();
    (void)tree.store->search_runs({.experiment_ids = tree.ids, .filter = "metrics.m > 100"});
    return tree.record.total();
  };
  CHECK(cost(40) - cost(20) == 20);
}

TEST_CASE("file store: a history is read in pieces of the same size, however long it is") {
  Tree tree(1, 1);
  std::string lines;
  for (int i = 0; i < 50'000; ++i) {
    lines += "1 0.5 " + std::to_string(i) + "\n";
  }
  tree.put(tree.root + "/" + tree.ids[0] + "/" + tree.run + "/metrics/m", lines);
  std::size_t points = 0;
  tree.store->metric_history(tree.run, "m", [&](const Metric&) { return ++points != 0; });
  INFO(tree.record.text());
  CHECK(points == 50'000);
  CHECK(tree.record.count(Primitive::open_reader, "/metrics/") == 1);
  const std::size_t pieces = tree.record.count(Primitive::read, "/metrics/m");
  CHECK(pieces > lines.size() / 70'000);
  CHECK(tree.record.bytes_asked("/metrics/m") <= pieces * 65'536);
}

TEST_CASE("file store: of a run only the values are read that are asked for") {
  Tree tree(1, 3);
  tree.store->log_batch(tree.run, {.metrics = {{.key = "other", .value = 2, .timestamp = 1}},
                                   .params = {{"lr", "1"}, {"other", "2"}},
                                   .tags = {{"team", "a"}, {"other", "2"}}});
  const auto reads = [&](const RunKeys& keys) {
    tree.record.clear();
    const Run run = tree.store->get_run(tree.run, keys);
    CHECK(run.info == tree.store->get_run_info(tree.run));
    CHECK(tree.record.count(Primitive::list, tree.run) == 0);
    INFO(tree.record.text());
    CHECK(tree.record.count(Primitive::open_reader, "/other") == 0);
    return std::pair(run.data, tree.record.count(Primitive::open_reader));
  };
  const auto [nothing, two_metas] = reads({});
  CHECK(nothing == RunData{});
  CHECK(two_metas == 2);
  const auto [some, five] = reads({.metrics = {"m"}, .params = {"lr"}, .tags = {"team"}});
  CHECK(some.metrics.size() == 1);
  CHECK(some.params == std::vector<Param>{{"lr", "1"}});
  CHECK(some.tags == std::vector<Tag>{{"team", "a"}});
  CHECK(five == 5);
  CHECK(reads({.metrics = {"none"}, .params = {"none"}, .tags = {"none"}}).first == RunData{});
  // What leads out of the folder, or is no key, is not there.
  const auto [outside, metas_only] = reads({.params = {"../meta.yaml", "a\033b"}});
  CHECK(outside == RunData{});
  CHECK(metas_only == 2);
}

TEST_CASE("file store: reading changes nothing on the disk and takes no lock") {
  Tree tree(3, 3);
  (void)tree.store->get_run(tree.run);
  (void)tree.store->search_runs({.experiment_ids = tree.ids});
  (void)tree.store->search_experiments({.view = ViewType::all});
  (void)tree.store->list_run_ids("");
  (void)test::history_of(*tree.store, tree.run, "m");
  for (const Primitive primitive :
       {Primitive::create, Primitive::make_directory, Primitive::rename, Primitive::rename_new,
        Primitive::remove, Primitive::remove_directory, Primitive::append, Primitive::truncate,
        Primitive::make_directories, Primitive::lock}) {
    CAPTURE(test::primitive_name(primitive));
    CHECK(tree.record.count(primitive) == 0);
  }
}
