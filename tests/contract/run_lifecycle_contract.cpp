#include "store_contract.hpp"
#include "support/sample_runs.hpp"

#include <doctest/doctest.h>

namespace mltrack::test {

void run_lifecycle_contract(StorePlace& place) {
  const auto store = place.open();
  const SampleRuns sample = make_sample_runs(*store);
  const std::string& run = sample.first;

  SUBCASE("a deleted run is still there with all it has") {
    const Run before = store->get_run(run);
    store->delete_run(run);
    Run after = store->get_run(run);
    CHECK(after.info.lifecycle_stage == LifecycleStage::deleted);
    after.info.lifecycle_stage = LifecycleStage::active;
    CHECK(after == before);
    CHECK(history_of(*store, run, "auc").size() == 2);
  }
  SUBCASE("a restored run is as it was before") {
    const Run before = store->get_run(run);
    store->delete_run(run);
    store->restore_run(run);
    CHECK(store->get_run(run) == before);
    CHECK_NOTHROW(store->log_param(run, {"new", "1"}));
  }
  SUBCASE("deleting and restoring twice is the same as once") {
    store->delete_run(run);
    CHECK_NOTHROW(store->delete_run(run));
    CHECK(store->get_run_info(run).lifecycle_stage == LifecycleStage::deleted);
    store->restore_run(run);
    CHECK_NOTHROW(store->restore_run(run));
    CHECK(store->get_run_info(run).lifecycle_stage == LifecycleStage::active);
  }
  SUBCASE("nothing is written to a deleted run") {
    const Run before = store->get_run(run);
    store->delete_run(run);
    const std::string message = "The run " + run + " must be in 'active' lifecycle_stage.";
    const auto refuses = [&](const auto& action) {
      check_error(ErrorCode::invalid_parameter_value, message, action);
    };
    refuses([&] { store->log_metric(run, {.key = "m", .value = 1}); });
    refuses([&] { store->log_param(run, {"p", "1"}); });
    refuses([&] { store->set_tag(run, {"t", "1"}); });
    refuses([&] { store->delete_tag(run, "owner"); });
    refuses([&] { store->log_batch(run, {}); });
    refuses([&] { store->update_run(run, {.run_name = "x"}); });
    refuses([&] { store->log_inputs(run, {.models = {{"m-1"}}}); });
    refuses([&] { store->log_outputs(run, {.models = {{"m-1", 0}}}); });
    store->restore_run(run);
    CHECK(store->get_run(run) == before);
  }
  SUBCASE("a run that is not there can be neither deleted nor restored") {
    const std::string id(32, 'a');
    check_error(ErrorCode::resource_does_not_exist, "Run '" + id + "' not found",
                [&] { store->delete_run(id); });
    check_error(ErrorCode::resource_does_not_exist, "Run '" + id + "' not found",
                [&] { store->restore_run(id); });
  }
  SUBCASE("a run of a deleted experiment can be restored by itself") {
    store->delete_experiment(sample.experiment);
    store->restore_run(run);
    CHECK(store->get_run_info(run).lifecycle_stage == LifecycleStage::active);
    CHECK(store->get_run_info(sample.second).lifecycle_stage == LifecycleStage::deleted);
  }
  SUBCASE("a nested run is a run like any other, known by its tag") {
    const std::string child = store
                                  ->create_run({.experiment_id = sample.experiment,
                                                .tags = {{tag_keys::parent_run_id, run}}})
                                  .run_id;
    const auto found = store->search_runs({.experiment_ids = {sample.experiment},
                                           .filter = "tags.mlflow.parentRunId = '" + run + "'"});
    CHECK(ids_of(found) == std::vector<std::string>{child});
    store->delete_run(run);
    CHECK(store->get_run_info(child).lifecycle_stage == LifecycleStage::active);
  }
  CHECK(place.warnings.empty());
}

}  // namespace mltrack::test
