#include "store_contract.hpp"
#include "support/sample_runs.hpp"

#include <doctest/doctest.h>

namespace mltrack::test {
namespace {

/// Parts of a batch that are good by themselves, so that a bad neighbour is what is refused.
Batch good() {
  return {.metrics = {{.key = "m", .value = 1, .timestamp = 1}},
          .params = {{"p", "1"}},
          .tags = {{"t", "1"}}};
}

}  // namespace

void batch_contract(StorePlace& place) {
  const auto store = place.open();
  const std::string run = new_run(*store, store->create_experiment({.name = "iris"}));
  const Run empty = store->get_run(run);

  SUBCASE("a batch holds metrics, params and tags, of many keys in any order") {
    Batch batch = good();
    batch.metrics = {{.key = "a", .value = 1, .timestamp = 1, .step = 1},
                     {.key = "b/c", .value = 2, .timestamp = 1, .step = 1},
                     {.key = "a", .value = 3, .timestamp = 2, .step = 2},
                     {.key = "b/c", .value = 4, .timestamp = 2, .step = 2},
                     {.key = "a", .value = 5, .timestamp = 3, .step = 0}};
    store->log_batch(run, batch);
    const auto a = history_of(*store, run, "a");
    REQUIRE(a.size() == 3);
    CHECK(a[2].value == 5);
    const Run found = store->get_run(run);
    CHECK(find_by_key(found.data.metrics, "a")->value == 3);
    CHECK(find_by_key(found.data.metrics, "b/c")->value == 4);
    CHECK(find_by_key(found.data.params, "p")->value == "1");
    CHECK(find_by_key(found.data.tags, "t")->value == "1");
  }
  SUBCASE("an empty batch changes nothing") {
    store->log_batch(run, {});
    CHECK(store->get_run(run) == empty);
  }
  SUBCASE("a batch of more than MLflow's limits for one request is taken") {
    Batch batch;
    for (int i = 0; i < 1500; ++i) {
      batch.metrics.push_back({.key = "m", .value = 1.0 * i, .timestamp = 1, .step = i});
    }
    for (int i = 0; i < 150; ++i) {
      batch.params.push_back({"p" + std::to_string(i), "v"});
      batch.tags.push_back({"t" + std::to_string(i), "v"});
    }
    store->log_batch(run, batch);
    CHECK(history_of(*store, run, "m").size() == 1500);
    CHECK(store->get_run(run).data.params.size() == 150);
  }
  SUBCASE("one bad item, and nothing of the batch is written") {
    const auto refuses = [&](std::string_view text, const Batch& batch) {
      check_error(ErrorCode::invalid_parameter_value, text, [&] { store->log_batch(run, batch); });
      CHECK(store->get_run(run) == empty);
    };
    Batch batch = good();
    batch.metrics.push_back({.key = "a#", .value = 1});
    refuses("for parameter 'metrics[1].name' supplied", batch);
    batch = good();
    batch.metrics.push_back({.key = "m", .value = 1, .timestamp = -1});
    refuses("for parameter 'metrics[1].timestamp' supplied", batch);
    batch = good();
    batch.params.push_back({"a#", "v"});
    refuses("for parameter 'params[1].key' supplied", batch);
    batch = good();
    batch.tags.push_back({"a#", "v"});
    refuses("for parameter 'tags[1].key' supplied", batch);
    batch = good();
    batch.tags.push_back({std::string(251, 'k'), "v"});
    refuses("'tags[1].key' exceeds the maximum length of 250 characters", batch);
    batch = good();
    batch.params.push_back({"q", "\xff"});
    refuses("UTF-8", batch);
    batch = good();
    batch.params.push_back({"p", "other"});
    refuses(
        "Duplicate parameter keys have been submitted: ['p']. Please ensure the request "
        "contains only one param value per param key.",
        batch);
  }
  SUBCASE("the same param twice with one value is as good as once") {
    store->log_batch(run, {.params = {{"p", "1"}, {"p", "1"}}});
    CHECK(store->get_run(run).data.params == std::vector<Param>{{"p", "1"}});
  }
  SUBCASE("of two tags of one key the last counts") {
    store->log_batch(run, {.tags = {{"t", "1"}, {"t", "2"}}});
    CHECK(find_by_key(store->get_run(run).data.tags, "t")->value == "2");
  }
  SUBCASE("a param that would change is refused") {
    store->log_param(run, {"p", "0"});
    check_failure(Failure::conflict, [&] { store->log_batch(run, {.params = {{"p", "1"}}}); });
  }
  SUBCASE("long values of a batch's params and tags are cut with a warning") {
    store->log_batch(
        run, {.params = {{"p", std::string(6001, 'v')}}, .tags = {{"t", std::string(8001, 'v')}}});
    const Run found = store->get_run(run);
    CHECK(find_by_key(found.data.params, "p")->value.size() == 6000);
    CHECK(find_by_key(found.data.tags, "t")->value.size() == 8000);
    CHECK(place.warnings.size() == 2);
    place.warnings.clear();
  }
  SUBCASE("without truncation a long value refuses the batch") {
    const auto strict =
        place.open({.warn = [](const std::string&) {}, .truncate_long_values = false});
    Batch batch = good();
    batch.tags.push_back({"long", std::string(8001, 'v')});
    check_error(ErrorCode::invalid_parameter_value, "exceeds the maximum length of 8000 characters",
                [&] { strict->log_batch(run, batch); });
    CHECK(store->get_run(run) == empty);
  }
  SUBCASE("the tag mlflow.runName of a batch names the run") {
    store->log_batch(run, {.tags = {{tag_keys::run_name, "batched"}}});
    CHECK(store->get_run_info(run).run_name == "batched");
  }
  CHECK(place.warnings.empty());
}

}  // namespace mltrack::test
