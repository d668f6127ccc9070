#include "store_contract.hpp"
#include "support/sample_runs.hpp"

#include "mltrack/entities/limits.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

namespace mltrack::test {
namespace {

void creating(Store& store, StorePlace& place) {
  SUBCASE("the first write makes the tree with the Default experiment") {
    const std::string id = store.create_experiment({.name = "iris"});
    const auto standard = store.find_experiment("0");
    REQUIRE(standard);
    CHECK(standard->name == "Default");
    CHECK(standard->lifecycle_stage == LifecycleStage::active);
    CHECK(standard->artifact_location.ends_with("/0"));
    CHECK(id != "0");
  }
  SUBCASE("a run for the Default experiment is enough to make the tree") {
    CHECK_FALSE(new_run(store, "0").empty());
    CHECK(store.get_experiment("0").name == "Default");
  }
  SUBCASE("a new experiment is there with all it was given") {
    const std::string id =
        store.create_experiment({.name = "iris, 2nd: é日本😀",
                                 .tags = {{"team", "blue"}, {"mlflow.note.content", "a\nb"}}});
    const Experiment found = place.open()->get_experiment(id);
    CHECK(found.experiment_id == id);
    CHECK(found.name == "iris, 2nd: é日本😀");
    CHECK(found.lifecycle_stage == LifecycleStage::active);
    CHECK(found.creation_time.has_value());
    CHECK(found.creation_time == found.last_update_time);
    CHECK(found.tags == std::vector<Tag>{{"mlflow.note.content", "a\nb"}, {"team", "blue"}});
    CHECK(found.artifact_location.ends_with("/" + id));
  }
  SUBCASE("ids are numbers of 18 digits and differ") {
    std::set<std::string> ids;
    for (int i = 0; i < 20; ++i) {
      const std::string id = store.create_experiment({.name = "e" + std::to_string(i)});
      CHECK(id.size() == 18);
      CHECK(id.find_first_not_of("0123456789") == std::string::npos);
      ids.insert(id);
    }
    CHECK(ids.size() == 20);
  }
  SUBCASE("an artifact location is stored as it was given, if it is absolute") {
    for (const char* location : {"s3://bucket/p?q=1", "/abs/dir", "file:///x/sp ace"}) {
      const std::string id =
          store.create_experiment({.name = location, .artifact_location = location});
      CHECK(store.get_experiment(id).artifact_location == location);
    }
  }
  SUBCASE("a relative artifact location becomes absolute") {
    const std::string id = store.create_experiment({.name = "a", .artifact_location = "rel/./dir"});
    const std::string stored = store.get_experiment(id).artifact_location;
    CHECK(stored.starts_with("/"));
    CHECK(stored.ends_with("/rel/dir"));
    CHECK(stored.find("//") == std::string::npos);
    const std::string file =
        store.create_experiment({.name = "b", .artifact_location = "file:rel"});
    const std::string stored_file = store.get_experiment(file).artifact_location;
    CHECK(stored_file.starts_with("file:///"));
    CHECK_FALSE(stored_file.starts_with("file:////"));
    CHECK(stored_file.ends_with("/rel"));
  }
}

void refusing(Store& store) {
  SUBCASE("a name is used once") {
    store.create_experiment({.name = "iris"});
    check_error(ErrorCode::resource_already_exists, "Experiment 'iris' already exists.",
                [&] { store.create_experiment({.name = "iris"}); });
    CHECK(store.search_experiments({}).items.size() == 2);
  }
  SUBCASE("names differ by case") {
    store.create_experiment({.name = "iris"});
    CHECK_NOTHROW(store.create_experiment({.name = "Iris"}));
  }
  SUBCASE("the name of a deleted experiment is still in use") {
    store.delete_experiment(store.create_experiment({.name = "iris"}));
    check_error(ErrorCode::resource_already_exists,
                "Experiment 'iris' already exists in deleted state. You can restore the experiment",
                [&] { store.create_experiment({.name = "iris"}); });
  }
  SUBCASE("the names that MLflow refuses are refused") {
    check_error(ErrorCode::invalid_parameter_value, "Invalid experiment name: ''",
                [&] { store.create_experiment({.name = ""}); });
    check_error(ErrorCode::invalid_parameter_value,
                "'name' exceeds the maximum length of 500 characters",
                [&] { store.create_experiment({.name = std::string(501, 'x')}); });
    check_error(ErrorCode::invalid_parameter_value, "Invalid experiment name",
                [&] { store.create_experiment({.name = "it's"}); });
    check_error(ErrorCode::invalid_parameter_value, "UTF-8",
                [&] { store.create_experiment({.name = "\xff"}); });
  }
  SUBCASE("500 characters are allowed, however many bytes") {
    std::string name;
    for (int i = 0; i < 500; ++i) {
      name += "日";
    }
    CHECK(store.get_experiment(store.create_experiment({.name = name})).name == name);
  }
  SUBCASE("what is refused has made nothing") {
    check_error(ErrorCode::invalid_parameter_value, "key",
                [&] { store.create_experiment({.name = "a", .tags = {{"b#", "v"}}}); });
    check_error(ErrorCode::invalid_parameter_value, "Invalid artifact path length", [&] {
      store.create_experiment({.name = "a", .artifact_location = std::string(2049, 'x')});
    });
    CHECK_FALSE(store.find_experiment_by_name("a").has_value());
  }
}

void finding(Store& store) {
  SUBCASE("what is not there is not found, and getting it is an error") {
    store.create_experiment({.name = "iris"});
    CHECK_FALSE(store.find_experiment("999").has_value());
    CHECK_FALSE(store.find_experiment_by_name("nope").has_value());
    check_error(ErrorCode::resource_does_not_exist, "Could not find experiment with ID 999",
                [&] { (void)store.get_experiment("999"); });
  }
  SUBCASE("nothing is found where there is no tree yet") {
    CHECK_FALSE(store.find_experiment("0").has_value());
    CHECK_FALSE(store.find_experiment_by_name("Default").has_value());
  }
  SUBCASE("a text that cannot be an id is refused") {
    for (const char* id : {"a.b", "", "../0", "-1", "a b", "_x"}) {
      CAPTURE(id);
      check_error(ErrorCode::invalid_parameter_value, "Invalid experiment ID",
                  [&] { (void)store.find_experiment(id); });
    }
  }
  SUBCASE("a name finds its experiment, deleted or not") {
    const std::string id = store.create_experiment({.name = "iris"});
    CHECK(store.find_experiment_by_name("iris")->experiment_id == id);
    store.delete_experiment(id);
    const auto deleted = store.find_experiment_by_name("iris");
    REQUIRE(deleted);
    CHECK(deleted->experiment_id == id);
    CHECK(deleted->lifecycle_stage == LifecycleStage::deleted);
  }
}

void tagging(Store& store, StorePlace& place) {
  SUBCASE("an experiment's tag is set, replaced and removed") {
    const std::string id = store.create_experiment({.name = "iris"});
    store.set_experiment_tag(id, {"a/b", "1"});
    store.set_experiment_tag(id, {"a/b", "two\n"});
    CHECK(place.open()->get_experiment(id).tags == std::vector<Tag>{{"a/b", "two\n"}});
    store.delete_experiment_tag(id, "a/b");
    CHECK(store.get_experiment(id).tags.empty());
    check_error(ErrorCode::resource_does_not_exist,
                "No tag with name: a/b in experiment with id " + id,
                [&] { store.delete_experiment_tag(id, "a/b"); });
  }
  SUBCASE("a tag does not move last_update_time") {
    const std::string id = store.create_experiment({.name = "iris"});
    const auto before = store.get_experiment(id).last_update_time;
    store.set_experiment_tag(id, {"k", "v"});
    CHECK(store.get_experiment(id).last_update_time == before);
  }
  SUBCASE("the limits of an experiment's tag") {
    const std::string id = store.create_experiment({.name = "iris"});
    const std::string long_key(limits::key, 'k');
    store.set_experiment_tag(id, {long_key, std::string(20000, 'v')});
    check_error(ErrorCode::invalid_parameter_value,
                "'key' exceeds the maximum length of 250 characters",
                [&] { store.set_experiment_tag(id, {long_key + "k", "v"}); });
    check_error(ErrorCode::invalid_parameter_value,
                "'value' exceeds the maximum length of 20000 characters",
                [&] { store.set_experiment_tag(id, {"k", std::string(20001, 'v')}); });
  }
  SUBCASE("a deleted experiment has no tags set or removed, and one that is not there neither") {
    const std::string id = store.create_experiment({.name = "iris", .tags = {{"k", "v"}}});
    store.delete_experiment(id);
    check_error(ErrorCode::invalid_parameter_value,
                "The experiment " + id + " must be in the 'active' lifecycle_stage to set tags",
                [&] { store.set_experiment_tag(id, {"k", "w"}); });
    check_error(ErrorCode::invalid_parameter_value,
                "The experiment " + id + " must be in the 'active' lifecycle_stage to delete tags",
                [&] { store.delete_experiment_tag(id, "k"); });
    check_error(ErrorCode::resource_does_not_exist, "Could not find experiment with ID 999",
                [&] { store.set_experiment_tag("999", {"k", "w"}); });
    CHECK(store.get_experiment(id).tags == std::vector<Tag>{{"k", "v"}});
  }
}

}  // namespace

void experiments_contract(StorePlace& place) {
  const auto store = place.open();
  creating(*store, place);
  refusing(*store);
  finding(*store);
  tagging(*store, place);
  CHECK(place.warnings.empty());
}

}  // namespace mltrack::test
