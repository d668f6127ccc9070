#include "store_contract.hpp"
#include "support/sample_runs.hpp"

#include <doctest/doctest.h>

#include <algorithm>

namespace mltrack::test {
namespace {

void creating(Store& store, StorePlace& place) {
  const std::string experiment = store.create_experiment({.name = "iris"});
  SUBCASE("a new run is running and has what it was given") {
    const RunInfo made = store.create_run({.experiment_id = experiment,
                                           .run_name = "first: try",
                                           .user_id = "ann",
                                           .start_time = 1234,
                                           .tags = {{"owner", "bob"}}});
    CHECK(made.run_id.size() == 32);
    CHECK(made.run_id.find_first_not_of("0123456789abcdef") == std::string::npos);
    CHECK(made.experiment_id == experiment);
    CHECK(made.run_name == "first: try");
    CHECK(made.user_id == "ann");
    CHECK(made.status == RunStatus::running);
    CHECK(made.start_time == 1234);
    CHECK_FALSE(made.end_time.has_value());
    CHECK(made.lifecycle_stage == LifecycleStage::active);
    const Run found = place.open()->get_run(made.run_id);
    CHECK(found.info == made);
    CHECK(found.data.metrics.empty());
    CHECK(found.data.params.empty());
    CHECK(found.data.tags == std::vector<Tag>{{"mlflow.runName", "first: try"}, {"owner", "bob"}});
    CHECK(found.inputs == RunInputs{});
    CHECK(found.outputs == RunOutputs{});
  }
  SUBCASE("its artifacts lie below the experiment's location, before any query") {
    const std::string cloud =
        store.create_experiment({.name = "cloud", .artifact_location = "s3://bucket/p?q=1"});
    const RunInfo run = store.create_run({.experiment_id = cloud});
    CHECK(run.artifact_uri == "s3://bucket/p/" + run.run_id + "/artifacts?q=1");
    const RunInfo local = store.create_run({.experiment_id = experiment});
    CHECK(local.artifact_uri ==
          store.get_experiment(experiment).artifact_location + "/" + local.run_id + "/artifacts");
  }
  SUBCASE("an experiment must be there and active") {
    check_error(ErrorCode::resource_does_not_exist, "Could not find experiment with ID 999",
                [&] { new_run(store, "999"); });
    check_error(ErrorCode::invalid_parameter_value, "Invalid experiment ID",
                [&] { new_run(store, "a.b"); });
  }
  SUBCASE("bad tags are refused before anything is made") {
    check_error(ErrorCode::invalid_parameter_value, "Names may only contain", [&] {
      store.create_run({.experiment_id = experiment, .tags = {{"ok", ""}, {"a#b", ""}}});
    });
    CHECK(store.list_run_ids("").empty());
  }
  SUBCASE("an id that is asked for is taken once, and the first run stays as it is") {
    const std::string id(32, 'a');
    const NewRun first{.experiment_id = experiment,
                       .run_name = "first",
                       .start_time = 5,
                       .tags = {{"who", "one"}},
                       .run_id = id};
    CHECK(store.create_run(first).run_id == id);
    const Run before = place.open()->get_run(id);
    NewRun second = first;
    second.run_name = "second";
    second.tags = {{"who", "two"}, {"more", "x"}};
    check_error(ErrorCode::resource_already_exists, "already exists",
                [&] { store.create_run(second); });
    CHECK(place.open()->get_run(id) == before);
    second.run_id = "../x";
    check_error(ErrorCode::invalid_parameter_value, "", [&] { store.create_run(second); });
  }
  SUBCASE("of two tags of one key the last counts") {
    const auto run =
        store.create_run({.experiment_id = experiment, .tags = {{"k", "1"}, {"k", "22"}}});
    CHECK(find_by_key(store.get_run(run.run_id).data.tags, "k")->value == "22");
  }
}

void naming(Store& store) {
  const std::string experiment = store.create_experiment({.name = "iris"});
  const auto name_tag = [&](const std::string& run) {
    const Run found = store.get_run(run);
    const Tag* tag = find_by_key(found.data.tags, tag_keys::run_name);
    return tag == nullptr ? std::string("(none)") : tag->value;
  };
  SUBCASE("a run without a name gets one of three words") {
    const RunInfo run = store.create_run({.experiment_id = experiment});
    CHECK(std::count(run.run_name.begin(), run.run_name.end(), '-') == 2);
    CHECK(run.run_name.size() <= 20);
    CHECK(name_tag(run.run_id) == run.run_name);
  }
  SUBCASE("the tag mlflow.runName names a run") {
    const RunInfo run =
        store.create_run({.experiment_id = experiment, .tags = {{tag_keys::run_name, "tagged"}}});
    CHECK(run.run_name == "tagged");
    CHECK(name_tag(run.run_id) == "tagged");
  }
  SUBCASE("name and tag must not contradict each other") {
    check_error(
        ErrorCode::invalid_parameter_value,
        "Both 'run_name' argument and 'mlflow.runName' tag are specified, but with "
        "different values (run_name='a', mlflow.runName='b').",
        [&] {
          store.create_run(
              {.experiment_id = experiment, .run_name = "a", .tags = {{tag_keys::run_name, "b"}}});
        });
    CHECK_NOTHROW(store.create_run(
        {.experiment_id = experiment, .run_name = "a", .tags = {{tag_keys::run_name, "a"}}}));
  }
  SUBCASE("two runs may have one name") {
    CHECK(new_run(store, experiment, "same") != new_run(store, experiment, "same"));
  }
  SUBCASE("an update names both, and so does the tag") {
    const std::string run = new_run(store, experiment, "old");
    store.update_run(run, {.run_name = "new"});
    CHECK(store.get_run_info(run).run_name == "new");
    CHECK(name_tag(run) == "new");
    store.set_tag(run, {tag_keys::run_name, "newer"});
    CHECK(store.get_run_info(run).run_name == "newer");
    CHECK(name_tag(run) == "newer");
  }
  SUBCASE("an empty name leaves the old one, and so does removing the tag") {
    const std::string run = new_run(store, experiment, "old");
    store.update_run(run, {.run_name = ""});
    CHECK(store.get_run_info(run).run_name == "old");
    store.set_tag(run, {tag_keys::run_name, ""});
    CHECK(store.get_run_info(run).run_name == "old");
    CHECK(name_tag(run).empty());
    store.delete_tag(run, tag_keys::run_name);
    CHECK(store.get_run_info(run).run_name == "old");
    CHECK(name_tag(run) == "(none)");
  }
}

void updating(Store& store) {
  const std::string experiment = store.create_experiment({.name = "iris"});
  const std::string run = new_run(store, experiment, "r", 1000);
  SUBCASE("what an update does not name stays as it is") {
    const RunInfo ended = store.update_run(run, {.status = RunStatus::failed, .end_time = 2000});
    CHECK(ended.status == RunStatus::failed);
    CHECK(ended.end_time == 2000);
    CHECK(ended.run_name == "r");
    const RunInfo same = store.update_run(run, {});
    CHECK(same == ended);
    CHECK(store.update_run(run, {.status = RunStatus::running}).end_time == 2000);
    CHECK(store.get_run_info(run).start_time == 1000);
  }
  SUBCASE("every status comes back") {
    for (const RunStatus status : all_run_statuses) {
      store.update_run(run, {.status = status});
      CHECK(store.get_run_info(run).status == status);
    }
  }
  SUBCASE("a run that is not there cannot be updated, found or read") {
    const std::string id(32, 'a');
    check_error(ErrorCode::resource_does_not_exist, "Run '" + id + "' not found",
                [&] { store.update_run(id, {}); });
    CHECK_FALSE(store.find_run(id).has_value());
    CHECK_FALSE(store.find_run_info(id).has_value());
    check_error(ErrorCode::resource_does_not_exist, "Run '" + id + "' not found",
                [&] { (void)store.get_run(id); });
    check_error(ErrorCode::resource_does_not_exist, "Run '" + id + "' not found",
                [&] { (void)store.get_run_info(id); });
  }
  SUBCASE("a text that cannot be a run id is refused") {
    for (const char* id : {"", "bad id", "../x", "a/b", "."}) {
      CAPTURE(id);
      check_error(ErrorCode::invalid_parameter_value, "for parameter 'run_id' supplied.",
                  [&] { (void)store.find_run(id); });
    }
  }
}

void listing(Store& store) {
  const SampleRuns sample = make_sample_runs(store);
  SUBCASE("every run is listed by the beginning of its id, with its experiment") {
    const auto all = store.list_run_ids("");
    CHECK(all.size() == 3);
    for (const std::string& run : {sample.first, sample.third}) {
      const auto found = store.list_run_ids(run.substr(0, 12));
      REQUIRE(found.size() == 1);
      CHECK(found[0].run_id == run);
      CHECK(found[0].experiment_id ==
            (run == sample.first ? sample.experiment : sample.other_experiment));
    }
    CHECK(store.list_run_ids("zzzz").empty());
  }
  SUBCASE("deleted runs and runs of deleted experiments are listed, too") {
    store.delete_run(sample.first);
    store.delete_experiment(sample.other_experiment);
    CHECK(store.list_run_ids("").size() == 3);
    CHECK(store.list_run_ids(sample.third) ==
          std::vector<RunLocation>{{sample.other_experiment, sample.third}});
  }
}

}  // namespace

void runs_contract(StorePlace& place) {
  const auto store = place.open();
  SUBCASE("creating") {
    creating(*store, place);
  }
  SUBCASE("naming") {
    naming(*store);
  }
  SUBCASE("updating") {
    updating(*store);
  }
  SUBCASE("listing ids") {
    listing(*store);
  }
  CHECK(place.warnings.empty());
}

}  // namespace mltrack::test
