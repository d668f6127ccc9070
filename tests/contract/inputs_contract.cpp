#include "store_contract.hpp"
#include "support/sample_runs.hpp"

#include <doctest/doctest.h>

namespace mltrack::test {
namespace {

Dataset flowers() {
  return {.name = "flowers: 2nd",
          .digest = "d1",
          .source_type = "local",
          .source = R"({"uri": "flowers.csv"})",
          .schema = R"({"cols": ["a", "b"]})",
          .profile = std::nullopt};
}

}  // namespace

void inputs_contract(StorePlace& place) {
  const auto store = place.open();
  const std::string experiment = store->create_experiment({.name = "iris"});
  const std::string run = new_run(*store, experiment);
  const std::vector<Tag> context{{tag_keys::dataset_context, "train"}};

  SUBCASE("datasets come back with everything") {
    store->log_inputs(run, {.datasets = {{.dataset = flowers(), .tags = context}}});
    const Run found = place.open()->get_run(run);
    REQUIRE(found.inputs.datasets.size() == 1);
    CHECK(found.inputs.datasets[0].dataset == flowers());
    CHECK(found.inputs.datasets[0].tags == context);
  }
  SUBCASE("what is linked already stays as it was") {
    store->log_inputs(run, {.datasets = {{.dataset = flowers(), .tags = context}}});
    Dataset changed = flowers();
    changed.source = "other";
    store->log_inputs(
        run, {.datasets = {{.dataset = changed, .tags = {{tag_keys::dataset_context, "test"}}}}});
    const Run found = store->get_run(run);
    REQUIRE(found.inputs.datasets.size() == 1);
    CHECK(found.inputs.datasets[0].dataset == flowers());
    CHECK(found.inputs.datasets[0].tags == context);
  }
  SUBCASE("one dataset of two runs is one dataset, and each run has its own tags") {
    const std::string other = new_run(*store, experiment);
    store->log_inputs(run, {.datasets = {{.dataset = flowers(), .tags = context}}});
    store->log_inputs(other, {.datasets = {{.dataset = flowers(), .tags = {}}}});
    CHECK(store->get_run(other).inputs.datasets[0].dataset == flowers());
    CHECK(store->get_run(other).inputs.datasets[0].tags.empty());
    CHECK(store->get_run(run).inputs.datasets[0].tags == context);
  }
  SUBCASE("another digest is another dataset") {
    Dataset second = flowers();
    second.digest = "d2";
    store->log_inputs(
        run, {.datasets = {{.dataset = flowers(), .tags = {}}, {.dataset = second, .tags = {}}}});
    CHECK(store->get_run(run).inputs.datasets.size() == 2);
  }
  SUBCASE("models are used and made") {
    store->log_inputs(run, {.models = {{"m-0001"}}});
    store->log_outputs(run, {.models = {{"m-0002", 7}, {"m-0003", 0}}});
    store->log_outputs(run, {.models = {{"m-0002", 9}}});
    const Run found = store->get_run(run);
    CHECK(found.inputs.models == std::vector<ModelInput>{{"m-0001"}});
    CHECK(found.outputs.models == std::vector<ModelOutput>{{"m-0002", 7}, {"m-0003", 0}});
  }
  SUBCASE("a dataset without name, digest or source is refused, and nothing is linked") {
    for (std::string Dataset::*field :
         {&Dataset::name, &Dataset::digest, &Dataset::source_type, &Dataset::source}) {
      Dataset bad = flowers();
      bad.*field = "";
      check_error(ErrorCode::invalid_parameter_value, "cannot be None or empty", [&] {
        store->log_inputs(
            run, {.datasets = {{.dataset = flowers(), .tags = {}}, {.dataset = bad, .tags = {}}}});
      });
    }
    check_error(ErrorCode::invalid_parameter_value, "run_id",
                [&] { store->log_outputs(run, {.models = {{"../x", 0}}}); });
    CHECK(store->get_run(run).inputs == RunInputs{});
  }
  SUBCASE("an unknown run has no inputs") {
    const std::string id(32, 'a');
    check_error(ErrorCode::resource_does_not_exist, "not found",
                [&] { store->log_inputs(id, {.models = {{"m-1"}}}); });
    check_error(ErrorCode::resource_does_not_exist, "not found",
                [&] { store->log_outputs(id, {.models = {{"m-1", 0}}}); });
  }
  SUBCASE("a logged model that is not there is not found") {
    CHECK_FALSE(store->find_logged_model("m-0001").has_value());
  }
  SUBCASE("the artifacts of a run are where its URI says, for a URI of another kind") {
    const std::string cloud =
        store->create_experiment({.name = "cloud", .artifact_location = "s3://bucket/p"});
    const RunInfo info = store->create_run({.experiment_id = cloud});
    CHECK(store->artifact_root(info) == info.artifact_uri);
  }
  CHECK(place.warnings.empty());
}

}  // namespace mltrack::test
