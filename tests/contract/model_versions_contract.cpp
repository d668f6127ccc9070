#include "registry_contract.hpp"
#include "support/sample_runs.hpp"

#include <doctest/doctest.h>

#include <algorithm>

namespace mltrack::test {
namespace {

void creating(ModelRegistry& registry, RegistryPlace& place) {
  SUBCASE("a new version has what it was given") {
    const auto before = registry.get_registered_model("churn").last_updated_timestamp;
    const ModelVersion made = registry.create_model_version({.name = "churn",
                                                             .source = "file:///data/model",
                                                             .run_id = "r1",
                                                             .run_link = "http://x",
                                                             .description = "first: try",
                                                             .tags = {{"a/b", "1"}}});
    CHECK(made.version == 1);
    CHECK(made.current_stage == ModelStage::none);
    CHECK(made.status == "READY");
    CHECK(made.source == "file:///data/model");
    CHECK(made.storage_location == "file:///data/model");
    CHECK(made.run_id == "r1");
    CHECK(made.run_link == "http://x");
    CHECK(made.description == "first: try");
    CHECK(made.tags == std::vector<Tag>{{"a/b", "1"}});
    CHECK(made.creation_timestamp == made.last_updated_timestamp);
    CHECK_FALSE(made.model_id.has_value());
    CHECK(place.open()->get_model_version("churn", 1) == made);
    CHECK(registry.get_registered_model("churn").last_updated_timestamp > before);
    CHECK(registry.download_uri("churn", 1) == "file:///data/model");
  }
  SUBCASE("numbers rise, and those of deleted versions are not used again") {
    for (const std::int64_t expected : {1, 2, 3}) {
      CHECK(registry.create_model_version({.name = "churn", .source = "s"}).version == expected);
    }
    registry.delete_model_version("churn", 3);
    CHECK(registry.create_model_version({.name = "churn", .source = "s"}).version == 4);
    for (int i = 5; i <= 12; ++i) {  // by number, not by name
      CHECK(registry.create_model_version({.name = "churn", .source = "s"}).version == i);
    }
  }
  SUBCASE("another version as source is followed") {
    registry.create_model_version({.name = "churn", .source = "file:///data/model"});
    registry.create_registered_model({.name = "copy"});
    const ModelVersion copy =
        registry.create_model_version({.name = "copy", .source = "models:/churn/1"});
    CHECK(copy.source == "models:/churn/1");
    CHECK(copy.storage_location == "file:///data/model");
    check_error(
        ErrorCode::resource_does_not_exist, "Model Version (name=churn, version=9) not found",
        [&] { registry.create_model_version({.name = "copy", .source = "models:/churn/9"}); });
    check_error(ErrorCode::invalid_parameter_value, "Unable to fetch model from model URI", [&] {
      registry.create_model_version({.name = "copy", .source = "models:/churn@best"});
    });
    CHECK_FALSE(registry.find_model_version("copy", 2).has_value());
  }
  SUBCASE("a logged model that is not there is no source") {
    check_error(ErrorCode::resource_does_not_exist, "Model 'm-1' not found",
                [&] { registry.create_model_version({.name = "churn", .source = "models:/m-1"}); });
  }
}

void changing(ModelRegistry& registry) {
  registry.create_model_version({.name = "churn", .source = "s"});
  const ModelVersion before = registry.get_model_version("churn", 1);
  const auto model_before = registry.get_registered_model("churn").last_updated_timestamp;
  SUBCASE("the description is the version's own matter") {
    const ModelVersion after = registry.update_model_version("churn", 1, "new");
    CHECK(after.description == "new");
    CHECK(after.last_updated_timestamp > before.last_updated_timestamp);
    CHECK(registry.get_registered_model("churn").last_updated_timestamp == model_before);
    CHECK_FALSE(registry.update_model_version("churn", 1, std::nullopt).description.has_value());
  }
  SUBCASE("tags are the model's matter too") {
    registry.set_model_version_tag("churn", 1, {"k/v", "1"});
    const ModelVersion after = registry.get_model_version("churn", 1);
    CHECK(after.tags == std::vector<Tag>{{"k/v", "1"}});
    CHECK(after.last_updated_timestamp == before.last_updated_timestamp);
    CHECK(registry.get_registered_model("churn").last_updated_timestamp > model_before);
    registry.delete_model_version_tag("churn", 1, "k/v");
    registry.delete_model_version_tag("churn", 1, "k/v");
    CHECK(registry.get_model_version("churn", 1).tags.empty());
  }
  SUBCASE("a deleted version is not found any more, in no way") {
    registry.set_registered_model_alias("churn", "best", 1);
    registry.delete_model_version("churn", 1);
    CHECK_FALSE(registry.find_model_version("churn", 1).has_value());
    CHECK(registry.get_registered_model("churn").aliases.empty());
    CHECK(registry.get_registered_model("churn").latest_versions.empty());
    CHECK(registry.latest_versions("churn", {}).empty());
    const auto gone = [](const auto& act) {
      check_error(ErrorCode::resource_does_not_exist,
                  "Model Version (name=churn, version=1) not found", act);
    };
    gone([&] { (void)registry.get_model_version("churn", 1); });
    gone([&] { registry.delete_model_version("churn", 1); });
    gone([&] { registry.update_model_version("churn", 1, "d"); });
    gone([&] { registry.set_model_version_tag("churn", 1, {"k", "v"}); });
    gone([&] { registry.delete_model_version_tag("churn", 1, "k"); });
    gone([&] { registry.set_registered_model_alias("churn", "best", 1); });
    gone([&] { (void)registry.download_uri("churn", 1); });
    gone([&] {
      registry.transition_model_version_stage("churn", 1, ModelStage::staging, ArchiveExisting::no);
    });
  }
}

}  // namespace

void model_versions_contract(RegistryPlace& place) {
  const auto registry = place.open();
  registry->create_registered_model({.name = "churn"});
  SUBCASE("creating") {
    creating(*registry, place);
  }
  SUBCASE("changing") {
    changing(*registry);
  }
}

void model_aliases_contract(RegistryPlace& place) {
  const auto registry = place.open();
  registry->create_registered_model({.name = "churn"});
  for (int i = 0; i < 2; ++i) {
    registry->create_model_version({.name = "churn", .source = "s"});
  }
  SUBCASE("an alias leads to its version, and can be moved") {
    registry->set_registered_model_alias("churn", "best", 1);
    CHECK(registry->get_model_version_by_alias("churn", "best").version == 1);
    registry->set_registered_model_alias("churn", "best", 2);
    registry->set_registered_model_alias("churn", "also-Größte_1", 2);
    const ModelVersion found = registry->get_model_version_by_alias("churn", "best");
    CHECK(found.version == 2);
    CHECK(found.aliases == std::vector<std::string>{"also-Größte_1", "best"});
    CHECK(registry->get_model_version("churn", 1).aliases.empty());
    CHECK(registry->get_registered_model("churn").aliases ==
          std::vector<ModelAlias>{{"also-Größte_1", 2}, {"best", 2}});
  }
  SUBCASE("a deleted alias leads nowhere; deleting it again is no error") {
    registry->set_registered_model_alias("churn", "best", 1);
    registry->delete_registered_model_alias("churn", "best");
    registry->delete_registered_model_alias("churn", "best");
    CHECK_FALSE(registry->find_model_version_by_alias("churn", "best").has_value());
    check_error(ErrorCode::invalid_parameter_value, "Registered model alias best not found.",
                [&] { (void)registry->get_model_version_by_alias("churn", "best"); });
  }
  SUBCASE("latest is the highest version there is") {
    CHECK(registry->get_model_version_by_alias("churn", "Latest").version == 2);
    registry->delete_model_version("churn", 2);
    CHECK(registry->get_model_version_by_alias("churn", "latest").version == 1);
  }
  SUBCASE("bad names are refused in MLflow's words") {
    const auto refuses = [&](const std::string& alias, std::string_view why) {
      CAPTURE(alias);
      check_error(ErrorCode::invalid_parameter_value, why,
                  [&] { registry->set_registered_model_alias("churn", alias, 1); });
    };
    refuses("", "Registered model alias name cannot be empty.");
    refuses("a b", "Invalid alias name: 'a b'. Names may only contain");
    refuses("../x", "Invalid alias name: '../x'");
    refuses("LATEST", "'latest' alias name (case insensitive) is reserved.");
    refuses("v12", "Version alias name 'v12' is reserved.");
    refuses(std::string(256, 'x'), "exceeds the maximum length of 255 characters");
    CHECK(registry->get_registered_model("churn").aliases.empty());
  }
}

void model_stages_contract(RegistryPlace& place) {
  const auto registry = place.open();
  registry->create_registered_model({.name = "churn"});
  for (int i = 0; i < 3; ++i) {
    registry->create_model_version({.name = "churn", .source = "s"});
  }
  const auto move = [&](std::int64_t version, ModelStage stage,
                        ArchiveExisting archive = ArchiveExisting::no) {
    return registry->transition_model_version_stage("churn", version, stage, archive);
  };
  const auto stage_of = [&](std::int64_t version) {
    return registry->get_model_version("churn", version).current_stage;
  };
  SUBCASE("a version moves to a stage, the others stay") {
    CHECK(move(1, ModelStage::production).current_stage == ModelStage::production);
    move(2, ModelStage::production);
    CHECK(stage_of(1) == ModelStage::production);
    CHECK(stage_of(2) == ModelStage::production);
    CHECK(stage_of(3) == ModelStage::none);
  }
  SUBCASE("or they are archived") {
    move(1, ModelStage::production);
    move(2, ModelStage::staging);
    move(3, ModelStage::production, ArchiveExisting::yes);
    CHECK(stage_of(1) == ModelStage::archived);
    CHECK(stage_of(2) == ModelStage::staging);
    CHECK(stage_of(3) == ModelStage::production);
    CHECK_THROWS_AS(move(1, ModelStage::archived, ArchiveExisting::yes), Error);
  }
  SUBCASE("the latest is the highest of each stage that is asked for") {
    move(1, ModelStage::production);
    move(2, ModelStage::production);
    const auto numbers = [&](const std::vector<ModelStage>& stages) {
      std::vector<std::int64_t> found;
      for (const ModelVersion& version : registry->latest_versions("churn", stages)) {
        found.push_back(version.version);
      }
      return found;
    };
    CHECK(numbers({}) == std::vector<std::int64_t>{3, 2});
    CHECK(numbers({ModelStage::production}) == std::vector<std::int64_t>{2});
    CHECK(numbers({ModelStage::staging}).empty());
    CHECK(registry->get_registered_model("churn").latest_versions.size() == 2);
  }
  SUBCASE("the names of stages are read in any case") {
    CHECK(parse_model_stage("PRODUCTION") == ModelStage::production);
    CHECK(parse_model_stage("none") == ModelStage::none);
    check_error(ErrorCode::invalid_parameter_value,
                "Invalid Model Version stage: foo. Value must be one of None, Staging, "
                "Production, Archived.",
                [] { (void)parse_model_stage("foo"); });
    CHECK_THROWS_AS((void)parse_model_stage("Deleted_Internal"), Error);
  }
}

}  // namespace mltrack::test
