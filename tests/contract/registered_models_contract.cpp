#include "registry_contract.hpp"
#include "support/sample_runs.hpp"

#include <doctest/doctest.h>

namespace mltrack::test {
namespace {

void creating(ModelRegistry& registry, RegistryPlace& place) {
  SUBCASE("a new model has what it was given, and no versions") {
    const RegisteredModel made = registry.create_registered_model(
        {.name = "churn, no", .description = "who leaves", .tags = {{"team", "growth"}}});
    CHECK(made.name == "churn, no");
    CHECK(made.creation_timestamp == made.last_updated_timestamp);
    const RegisteredModel found = place.open()->get_registered_model("churn, no");
    CHECK(found == made);
    CHECK(found.description == "who leaves");
    CHECK(found.tags == std::vector<Tag>{{"team", "growth"}});
    CHECK(found.latest_versions.empty());
    CHECK(found.aliases.empty());
  }
  SUBCASE("a name is taken once, and the first model stays as it is") {
    registry.create_registered_model({.name = "churn", .description = "first"});
    check_error(ErrorCode::resource_already_exists, "Registered Model (name=churn) already exists.",
                [&] { registry.create_registered_model({.name = "churn"}); });
    CHECK(registry.get_registered_model("churn").description == "first");
  }
  SUBCASE("prompts and models share the names") {
    registry.create_registered_model({.name = "ask", .tags = {{prompt_tag_key, "true"}}});
    check_error(ErrorCode::resource_already_exists, "already taken by a prompt",
                [&] { registry.create_registered_model({.name = "ask"}); });
    check_error(ErrorCode::resource_already_exists, "Prompt (name=ask) already exists.", [&] {
      registry.create_registered_model({.name = "ask", .tags = {{prompt_tag_key, "true"}}});
    });
  }
  SUBCASE("bad tags are refused before anything is made") {
    check_error(ErrorCode::invalid_parameter_value, "Names may only contain", [&] {
      registry.create_registered_model({.name = "m", .tags = {{"ok", ""}, {"a#b", ""}}});
    });
    CHECK_FALSE(registry.find_registered_model("m").has_value());
  }
}

void names(ModelRegistry& registry) {
  const auto refuses = [&](const std::string& name, std::string_view why) {
    CAPTURE(name);
    check_error(ErrorCode::invalid_parameter_value, why,
                [&] { registry.create_registered_model({.name = name}); });
    check_error(ErrorCode::invalid_parameter_value, why,
                [&] { (void)registry.find_registered_model(name); });
  };
  SUBCASE("what cannot be a directory of its own is refused in MLflow's words") {
    refuses("", "Missing value for required parameter 'name'.");
    refuses(" \t ", "Missing value for required parameter 'name'.");
    refuses("a/b", "Invalid model name 'a/b'. Names cannot contain '/' or ':'.");
    refuses("a:b", "Invalid model name 'a:b'. Names cannot contain '/' or ':'.");
    refuses("a%b", "Registered model name cannot contain '%' character");
    refuses("..", "This name would resolve to '..'");
    refuses(".", "This name would resolve to '.'");
    refuses("..x", "This name would resolve to '..x'");
    refuses(std::string(256, 'x'), "longer than 255 bytes");
    refuses(std::string("a\0b", 3), "NUL");
    refuses("\xff", "not valid UTF-8");
  }
  SUBCASE("others are taken as they are") {
    for (const std::string name :
         {"yes", " lead", "a b", "#1", "é", "😀", "12", "version-1", "tags"}) {
      CAPTURE(name);
      registry.create_registered_model({.name = name});
      CHECK(registry.get_registered_model(name).name == name);
    }
  }
}

void changing(ModelRegistry& registry) {
  registry.create_registered_model({.name = "churn", .tags = {{"a/b", "1"}}});
  const auto updated = [&](const std::string& name = "churn") {
    return registry.get_registered_model(name).last_updated_timestamp;
  };
  const auto before = updated();
  SUBCASE("the description changes, and can be taken away") {
    CHECK(registry.update_registered_model("churn", "new").description == "new");
    CHECK(updated() > before);
    CHECK_FALSE(registry.update_registered_model("churn", std::nullopt).description.has_value());
  }
  SUBCASE("tags are set, replaced and deleted; one that is not there changes nothing") {
    registry.set_registered_model_tag("churn", {"k", "v"});
    registry.set_registered_model_tag("churn", {"a/b", ""});
    CHECK(updated() > before);
    CHECK(registry.get_registered_model("churn").tags == std::vector<Tag>{{"a/b", ""}, {"k", "v"}});
    registry.delete_registered_model_tag("churn", "k");
    const auto then = updated();
    registry.delete_registered_model_tag("churn", "k");
    CHECK(updated() == then);
    CHECK(registry.get_registered_model("churn").tags == std::vector<Tag>{{"a/b", ""}});
  }
  SUBCASE("a new name takes versions, tags and aliases along") {
    registry.create_model_version({.name = "churn", .source = "s", .tags = {{"k", "v"}}});
    registry.set_registered_model_alias("churn", "best", 1);
    const RegisteredModel renamed = registry.rename_registered_model("churn", "leavers");
    CHECK(renamed.name == "leavers");
    CHECK(renamed.last_updated_timestamp > before);
    CHECK(renamed.tags == std::vector<Tag>{{"a/b", "1"}});
    CHECK(renamed.aliases == std::vector<ModelAlias>{{"best", 1}});
    const ModelVersion version = registry.get_model_version("leavers", 1);
    CHECK(version.name == "leavers");
    CHECK(version.tags == std::vector<Tag>{{"k", "v"}});
    CHECK(version.aliases == std::vector<std::string>{"best"});
    CHECK_FALSE(registry.find_registered_model("churn").has_value());
  }
  SUBCASE("a name that is in use is no new name") {
    registry.create_registered_model({.name = "other"});
    for (const std::string name : {"other", "churn"}) {
      check_error(ErrorCode::resource_already_exists,
                  "Registered Model (name=" + name + ") already exists.",
                  [&] { registry.rename_registered_model("churn", name); });
    }
    CHECK(registry.find_registered_model("churn").has_value());
  }
  SUBCASE("a deleted model is gone, and its name is free") {
    registry.create_model_version({.name = "churn", .source = "s"});
    registry.delete_registered_model("churn");
    CHECK_FALSE(registry.find_registered_model("churn").has_value());
    registry.create_registered_model({.name = "churn"});
    CHECK(registry.create_model_version({.name = "churn", .source = "s"}).version == 1);
  }
}

void missing(ModelRegistry& registry) {
  const auto refused = [](const auto& act) {
    check_error(ErrorCode::resource_does_not_exist, "Registered Model with name=none not found",
                act);
  };
  SUBCASE("what is not there cannot be changed") {
    refused([&] { (void)registry.get_registered_model("none"); });
    refused([&] { registry.update_registered_model("none", "d"); });
    refused([&] { registry.rename_registered_model("none", "other"); });
    refused([&] { registry.delete_registered_model("none"); });
    refused([&] { registry.set_registered_model_tag("none", {"k", "v"}); });
    refused([&] { registry.delete_registered_model_tag("none", "k"); });
    refused([&] { registry.set_registered_model_alias("none", "a", 1); });
    refused([&] { registry.delete_registered_model_alias("none", "a"); });
    refused([&] { (void)registry.latest_versions("none", {}); });
    refused([&] { registry.create_model_version({.name = "none", .source = "s"}); });
    refused([&] { (void)registry.get_model_version("none", 1); });
    CHECK_FALSE(registry.find_registered_model("none").has_value());
  }
}

}  // namespace

void registered_models_contract(RegistryPlace& place) {
  const auto registry = place.open();
  SUBCASE("creating") {
    creating(*registry, place);
  }
  SUBCASE("names") {
    names(*registry);
  }
  SUBCASE("changing") {
    changing(*registry);
  }
  SUBCASE("missing") {
    missing(*registry);
  }
}

}  // namespace mltrack::test
