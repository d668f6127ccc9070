#include "mltrack/store/merged_store.hpp"

#include "support/sample_runs.hpp"

#include "mltrack/host/host.hpp"
#include "mltrack/store/whole_id.hpp"

#include <doctest/doctest.h>

#include <map>
#include <mutex>

using namespace mltrack;

namespace {

/// Two trees in one memory: `a` has the sample, `b` a run more of an experiment `iris` of its own, and
/// a copy of none.
struct TwoTrees {
  Host host = memory_host();
  std::unique_ptr<Store> a = open("/a");
  std::unique_ptr<Store> b = open("/b");
  test::SampleRuns sample = test::make_sample_runs(*a);
  std::string other_iris = b->create_experiment({.name = "iris", .tags = {{"team", "red"}}});
  std::string fourth = test::new_run(*b, other_iris, "fourth", 1500);

  TwoTrees() { b->log_metric(fourth, {.key = "auc", .value = 0.8, .timestamp = 7, .step = 2}); }
  TwoTrees(const TwoTrees&) = delete;
  TwoTrees& operator=(const TwoTrees&) = delete;

  [[nodiscard]] std::unique_ptr<Store> open(const std::string& uri) {
    return open_store(host, {.uri = uri, .warn = [](const std::string&) {}});
  }
  [[nodiscard]] MergedStore merged(const std::vector<std::string>& names) {
    std::vector<NamedStore> trees;
    for (const std::string& name : names) {
      trees.push_back({name, open("/" + name)});
    }
    return {std::move(trees), host.clock->now_ms()};
  }
  [[nodiscard]] std::vector<std::string> all_ids() const {
    return {sample.experiment, sample.other_experiment, other_iris};
  }
};

std::vector<std::string> ids_on_pages(Store& store, RunQuery query) {
  std::vector<std::string> ids;
  do {
    const Page<Run> page = store.search_runs(query);
    for (const Run& run : page.items) {
      ids.push_back(whole_id(run.info));
    }
    query.page_token = page.next_page_token;
  } while (!query.page_token.empty());
  return ids;
}

}  // namespace

TEST_CASE("merged store: of one tree it answers what the tree answers") {
  TwoTrees trees;
  MergedStore one = trees.merged({"a"});
  for (const std::vector<std::string>& order :
       {std::vector<std::string>{}, {"metrics.auc DESC"}, {"params.lr ASC", "start_time ASC"}}) {
    for (const std::size_t page : {std::size_t{1}, std::size_t{2}, std::size_t{50}}) {
      const RunQuery query{
          .experiment_ids = trees.all_ids(), .order_by = order, .max_results = page};
      auto expected = trees.a->search_runs(query);
      const auto got = one.search_runs(query);
      for (Run& run : expected.items) {
        run.info.tree = "a";
      }
      CHECK(got.items == expected.items);
      CHECK(got.next_page_token == expected.next_page_token);
    }
  }
  Run first = trees.a->get_run(trees.sample.first);
  first.info.tree = "a";
  CHECK(one.get_run(trees.sample.first) == first);
  CHECK(one.get_run("a/" + trees.sample.first) == first);
  CHECK(one.get_run(trees.sample.first, {.params = {"lr"}}).data.params ==
        std::vector<Param>{{"lr", "0.01"}});
  CHECK(test::history_of(one, trees.sample.first, "auc") ==
        test::history_of(*trees.a, trees.sample.first, "auc"));
  CHECK(one.count_runs({.experiment_ids = trees.all_ids()}) == 3);
  CHECK(one.artifact_root(first.info) == trees.a->artifact_root(first.info));
}

TEST_CASE("merged store: the pages of a search go over all trees in one order") {
  TwoTrees trees;
  MergedStore both = trees.merged({"a", "b"});
  const auto& [experiment, other_experiment, first, second, third] = trees.sample;
  const std::vector<std::string> by_auc{"a/" + first, "b/" + trees.fourth, "a/" + second,
                                        "a/" + third};
  const std::vector<std::string> by_time{"a/" + third, "a/" + second, "b/" + trees.fourth,
                                         "a/" + first};
  for (const std::size_t page : {std::size_t{1}, std::size_t{3}, std::size_t{10}}) {
    CHECK(ids_on_pages(both, {.experiment_ids = trees.all_ids(),
                              .order_by = {"metrics.auc DESC"},
                              .max_results = page}) == by_auc);
    CHECK(ids_on_pages(both, {.experiment_ids = trees.all_ids(), .max_results = page}) == by_time);
  }
  CHECK(both.count_runs({.experiment_ids = trees.all_ids(), .filter = "metrics.auc > 0.75"}) == 2);
  std::map<std::string, std::string> trees_by_id;
  std::mutex mutex;
  both.scan_runs({.experiment_ids = trees.all_ids()},
                 [&](const RunInfo& info, const search::Record&) {
                   const std::lock_guard guard(mutex);
                   trees_by_id[info.run_id] = info.tree;
                 });
  CHECK(trees_by_id == std::map<std::string, std::string>{
                           {first, "a"}, {second, "a"}, {third, "a"}, {trees.fourth, "b"}});
}

TEST_CASE("merged store: the id of an experiment means all trees, with a tree before it that one") {
  TwoTrees trees;
  const std::string in_default = test::new_run(*trees.a, "0", "x", 10);
  const std::string in_other_default = test::new_run(*trees.b, "0", "y", 20);
  MergedStore both = trees.merged({"a", "b"});
  CHECK(ids_on_pages(both, {.experiment_ids = {"0"}}) ==
        std::vector<std::string>{"b/" + in_other_default, "a/" + in_default});
  CHECK(ids_on_pages(both, {.experiment_ids = {"b/0"}}) ==
        std::vector<std::string>{"b/" + in_other_default});
  CHECK(ids_on_pages(both, {.experiment_ids = {"c/0"}}).empty());
  CHECK(both.find_experiment("b/" + trees.other_iris)->tree == "b");
  CHECK_FALSE(both.find_experiment("a/" + trees.other_iris));
  const auto page = both.search_experiments({.filter = "name = 'iris'", .max_results = 1});
  CHECK(page.items.size() == 1);
  const auto rest =
      both.search_experiments({.filter = "name = 'iris'", .page_token = page.next_page_token});
  CHECK(rest.items.size() == 1);
  CHECK(rest.next_page_token.empty());
  CHECK(page.items[0].tree != rest.items[0].tree);
}

TEST_CASE("merged store: a run in two trees is found twice, and asked for by its tree") {
  TwoTrees trees;
  trees.a->create_run({.experiment_id = "0", .start_time = 5, .run_id = "twin"});
  trees.b->create_run({.experiment_id = "0", .start_time = 5, .run_id = "twin"});
  trees.b->set_tag("twin", {"where", "b"});
  MergedStore both = trees.merged({"a", "b"});
  CHECK(ids_on_pages(both, {.experiment_ids = {"0"}, .max_results = 1}) ==
        std::vector<std::string>{"a/twin", "b/twin"});
  CHECK(both.list_run_ids("tw") == std::vector<RunLocation>{{"0", "twin"}});
  CHECK(both.list_run_ids("b/tw") == std::vector<RunLocation>{{"0", "b/twin"}});
  test::check_failure(Failure::ambiguous, [&] { (void)both.find_run("twin"); });
  test::check_failure(Failure::ambiguous, [&] { (void)both.find_run_info("twin"); });
  test::check_failure(Failure::ambiguous, [&] { (void)test::history_of(both, "twin", "x"); });
  CHECK(find_by_key(both.get_run("b/twin").data.tags, "where") != nullptr);
  CHECK(find_by_key(both.get_run("a/twin").data.tags, "where") == nullptr);
  test::check_failure(Failure::not_found, [&] { (void)both.get_run("c/twin"); });
}

TEST_CASE("merged store: nothing is written through it") {
  TwoTrees trees;
  MergedStore both = trees.merged({"a", "b"});
  const std::string& run = trees.fourth;
  const auto refused = [&](const std::function<void()>& write) {
    test::check_error(ErrorCode::invalid_parameter_value, "read, not written", write);
  };
  refused([&] { both.create_experiment({.name = "new"}); });
  refused([&] { both.rename_experiment(trees.other_iris, "new"); });
  refused([&] { both.delete_experiment(trees.other_iris); });
  refused([&] { both.restore_experiment(trees.other_iris); });
  refused([&] { both.set_experiment_tag(trees.other_iris, {"a", "b"}); });
  refused([&] { both.delete_experiment_tag(trees.other_iris, "team"); });
  refused([&] { both.create_run({.experiment_id = "0"}); });
  refused([&] { both.update_run(run, {.status = RunStatus::failed}); });
  refused([&] { both.delete_run(run); });
  refused([&] { both.restore_run(run); });
  refused([&] { both.log_metric(run, {.key = "auc"}); });
  refused([&] { both.log_param(run, {"lr", "1"}); });
  refused([&] { both.set_tag(run, {"a", "b"}); });
  refused([&] { both.delete_tag(run, "a"); });
  refused([&] { both.log_batch(run, {}); });
  refused([&] { both.log_inputs(run, {}); });
  refused([&] { both.log_outputs(run, {}); });
  CHECK(trees.b->get_run(run).info.status == RunStatus::running);
}
