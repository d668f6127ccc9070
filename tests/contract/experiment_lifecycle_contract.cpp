#include "store_contract.hpp"
#include "support/sample_runs.hpp"

#include <doctest/doctest.h>

namespace mltrack::test {
namespace {

void renaming(Store& store) {
  SUBCASE("a new name replaces the old one everywhere") {
    const std::string id = store.create_experiment({.name = "old", .tags = {{"k", "v"}}});
    const auto created = store.get_experiment(id);
    store.rename_experiment(id, "new: name");
    const Experiment renamed = store.get_experiment(id);
    CHECK(renamed.name == "new: name");
    CHECK(*renamed.last_update_time > *created.last_update_time);
    CHECK(renamed.creation_time == created.creation_time);
    CHECK(renamed.tags == created.tags);
    CHECK_FALSE(store.find_experiment_by_name("old").has_value());
    CHECK_NOTHROW(store.create_experiment({.name = "old"}));
  }
  SUBCASE("a name in use is refused, the experiment's own too") {
    const std::string id = store.create_experiment({.name = "a"});
    store.create_experiment({.name = "b"});
    check_error(ErrorCode::resource_already_exists, "Experiment 'b' already exists.",
                [&] { store.rename_experiment(id, "b"); });
    check_error(ErrorCode::resource_already_exists, "Experiment 'a' already exists.",
                [&] { store.rename_experiment(id, "a"); });
    CHECK(store.get_experiment(id).name == "a");
  }
  SUBCASE("a name that cannot be created cannot be a new name either") {
    const std::string id = store.create_experiment({.name = "a"});
    for (const std::string& name : {std::string(), std::string("it's"), std::string(501, 'x')}) {
      CAPTURE(name);
      CHECK_THROWS_AS(store.rename_experiment(id, name), Error);
    }
    CHECK(store.get_experiment(id).name == "a");
  }
  SUBCASE("a deleted experiment and one that is not there cannot be renamed") {
    const std::string id = store.create_experiment({.name = "a"});
    store.delete_experiment(id);
    const auto error = error_of([&] { store.rename_experiment(id, "b"); });
    REQUIRE(error);
    CHECK(std::string(error->what()) ==
          "Cannot rename experiment in non-active lifecycle stage. Current stage: deleted");
    check_error(ErrorCode::resource_does_not_exist, "Could not find experiment with ID 999",
                [&] { store.rename_experiment("999", "b"); });
  }
}

void deleting(Store& store) {
  const std::string id = store.create_experiment({.name = "iris", .tags = {{"k", "v"}}});
  const std::string run = new_run(store, id);
  store.log_metric(run, {.key = "auc", .value = 0.5, .timestamp = 1});

  SUBCASE("a deleted experiment is still there, with its runs deleted") {
    const auto created = store.get_experiment(id);
    store.delete_experiment(id);
    const Experiment deleted = store.get_experiment(id);
    CHECK(deleted.lifecycle_stage == LifecycleStage::deleted);
    CHECK(deleted.name == "iris");
    CHECK(deleted.tags == created.tags);
    CHECK(*deleted.last_update_time > *created.last_update_time);
    const Run found = store.get_run(run);
    CHECK(found.info.lifecycle_stage == LifecycleStage::deleted);
    CHECK(found.data.metrics.size() == 1);
  }
  SUBCASE("nothing is created or logged in a deleted experiment") {
    store.delete_experiment(id);
    check_error(ErrorCode::invalid_state,
                "Could not create run under non-active experiment with ID " + id + ".",
                [&] { new_run(store, id); });
    check_error(ErrorCode::invalid_parameter_value,
                "The run " + run + " must be in 'active' lifecycle_stage.",
                [&] { store.set_tag(run, {"k", "v"}); });
  }
  SUBCASE("it is deleted once") {
    store.delete_experiment(id);
    check_error(ErrorCode::resource_does_not_exist, "Could not find experiment with ID " + id,
                [&] { store.delete_experiment(id); });
    check_error(ErrorCode::resource_does_not_exist, "Could not find experiment with ID 999",
                [&] { store.delete_experiment("999"); });
  }
  SUBCASE("the default experiment stays") {
    check_error(ErrorCode::internal_error,
                "Cannot delete the default experiment '0'. This is an internally reserved "
                "experiment.",
                [&] { store.delete_experiment("0"); });
    CHECK(store.get_experiment("0").lifecycle_stage == LifecycleStage::active);
  }
}

void restoring(Store& store) {
  const std::string id = store.create_experiment({.name = "iris", .tags = {{"k", "v"}}});
  const std::string kept = new_run(store, id);
  const std::string dropped = new_run(store, id);

  SUBCASE("restoring brings back everything, runs that were deleted before as well") {
    store.delete_run(dropped);
    store.delete_experiment(id);
    const auto deleted = store.get_experiment(id);
    store.restore_experiment(id);
    const Experiment restored = store.get_experiment(id);
    CHECK(restored.lifecycle_stage == LifecycleStage::active);
    CHECK(restored.tags == deleted.tags);
    CHECK(*restored.last_update_time > *deleted.last_update_time);
    for (const std::string& run : {kept, dropped}) {
      CHECK(store.get_run_info(run).lifecycle_stage == LifecycleStage::active);
      CHECK_NOTHROW(store.set_tag(run, {"k", "v"}));
    }
    CHECK_NOTHROW(new_run(store, id));
  }
  SUBCASE("only a deleted experiment is restored") {
    check_error(ErrorCode::resource_does_not_exist,
                "Could not find deleted experiment with ID " + id,
                [&] { store.restore_experiment(id); });
    check_error(ErrorCode::resource_does_not_exist, "Could not find deleted experiment with ID 999",
                [&] { store.restore_experiment("999"); });
    check_error(ErrorCode::invalid_parameter_value, "Invalid experiment ID",
                [&] { store.restore_experiment("../x"); });
  }
  SUBCASE("deleting and restoring can be repeated") {
    for (int i = 0; i < 3; ++i) {
      store.delete_experiment(id);
      store.restore_experiment(id);
    }
    CHECK(store.get_experiment(id).lifecycle_stage == LifecycleStage::active);
    CHECK(store.search_runs({.experiment_ids = {id}}).items.size() == 2);
  }
}

}  // namespace

void experiment_lifecycle_contract(StorePlace& place) {
  const auto store = place.open();
  SUBCASE("renaming") {
    renaming(*store);
  }
  SUBCASE("deleting") {
    deleting(*store);
  }
  SUBCASE("restoring") {
    restoring(*store);
  }
  CHECK(place.warnings.empty());
}

}  // namespace mltrack::test
