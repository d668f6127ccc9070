// Every operation of the registry with its first, second, ... primitive failing, until none fires:
// afterwards everything is still readable, by MLflow's rules too, and doing it again succeeds. Once
// with an error that is told, once with a process that dies there.

#include "support/faulty_file_system.hpp"
#include "support/file_store_world.hpp"
#include "support/sample_runs.hpp"

#include "mltrack/store/open_registry.hpp"

#include <doctest/doctest.h>

#include <functional>

using namespace mltrack;

namespace {

enum class Bad { failure, death };

struct World {
  test::Faults faults;
  test::FileStoreWorld tree{
      [this](FileSystem& files) { return test::faulty_file_system(files, faults); }};

  World() {
    const auto registry = open();
    registry->create_registered_model({.name = "churn", .tags = {{"k", "old"}}});
    registry->create_model_version({.name = "churn", .source = "s", .tags = {{"k", "v"}}});
    registry->create_model_version({.name = "churn", .source = "s"});
    registry->set_registered_model_alias("churn", "best", 2);
    registry->transition_model_version_stage("churn", 1, ModelStage::production,
                                             ArchiveExisting::no);
  }
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  [[nodiscard]] std::unique_ptr<ModelRegistry> open() {
    return open_registry(tree.host, {.uri = tree.root,
                                     .damage = Damage::fail,
                                     .warn = [](const std::string& text) { FAIL_CHECK(text); }});
  }
};

using Act = std::function<void(ModelRegistry&)>;
using Done = std::function<bool(ModelRegistry&)>;

/// MLflow cannot list models when one of their directories or of their versions lacks meta.yaml, and
/// takes every file in tags/ and aliases/ for data.
void check_mlflow_can_read(const World& world, bool may_leave_hidden) {
  const auto files = test::all_files(*world.tree.disk, world.tree.root);
  const std::string models = world.tree.root + "/models/";
  for (const auto& [path, contents] : files) {
    CAPTURE(path);
    if (path.find(".mltrack-") != std::string::npos) {
      CHECK(may_leave_hidden);
      CHECK(path.find("/tags/.mltrack-") == std::string::npos);
      CHECK(path.find("/aliases/.mltrack-") == std::string::npos);
      CHECK_FALSE(path.starts_with(models + ".mltrack-"));
      continue;
    }
    if (!path.starts_with(models) || !path.ends_with('/')) {
      continue;
    }
    const std::string below = path.substr(models.size());
    const bool is_model = below.find('/') + 1 == below.size() && below.size() > 1;
    const bool is_version = below.find("/version-") != std::string::npos &&
                            below.find('/', below.find("/version-") + 1) + 1 == below.size();
    if (is_model || is_version) {
      CHECK(files.count(path + "meta.yaml") == 1);
    }
  }
}

void run_fault_loop(Bad bad, const Act& act, const Done& done) {
  for (std::size_t n = 1; n < 1000; ++n) {
    World world;
    const auto registry = world.open();
    CHECK_FALSE(done(*registry));
    if (bad == Bad::failure) {
      world.faults.fail_at(n);
    } else {
      world.faults.die_at(n);
    }
    const auto error = test::error_of([&] { act(*registry); });
    const bool fired = world.faults.fired();
    const std::string where = world.faults.where();
    CAPTURE(n);
    CAPTURE(where);
    world.faults.stop();
    const auto fresh = world.open();
    const bool is_done = done(*fresh);
    CHECK((error.has_value() || is_done));  // success means that it is there
    check_mlflow_can_read(world, fired);
    for (const std::string name : {"churn", "leavers"}) {
      const auto unreadable = test::error_of([&] { (void)fresh->find_registered_model(name); });
      CHECK_MESSAGE(!unreadable.has_value(), (unreadable ? unreadable->what() : ""));
    }
    if (!is_done) {
      const auto again = test::error_of([&] { act(*fresh); });
      CHECK_MESSAGE(!again.has_value(), (again ? again->what() : ""));
      CHECK(done(*fresh));
    }
    if (!fired) {
      CHECK(n > 1);
      return;
    }
  }
  FAIL("the loop does not end");
}

void run_fault_loops(const Act& act, const Done& done) {
  SUBCASE("a failure") {
    run_fault_loop(Bad::failure, act, done);
  }
  SUBCASE("a death") {
    run_fault_loop(Bad::death, act, done);
  }
}

std::string tag_of(const std::vector<Tag>& tags, const std::string& key) {
  const Tag* tag = find_by_key(tags, key);
  return tag == nullptr ? "(none)" : tag->value;
}

}  // namespace

TEST_CASE("registry faults: a new model appears with all it has") {
  run_fault_loops(
      [](ModelRegistry& registry) {
        registry.create_registered_model({.name = "new", .tags = {{"a/b", "1"}, {"c", "2"}}});
      },
      [](ModelRegistry& registry) {
        const auto found = registry.find_registered_model("new");
        CHECK((!found || found->tags == std::vector<Tag>{{"a/b", "1"}, {"c", "2"}}));
        return found.has_value();
      });
}

TEST_CASE("registry faults: a new version appears with all it has") {
  run_fault_loops(
      [](ModelRegistry& registry) {
        registry.create_model_version({.name = "churn", .source = "new", .tags = {{"a/b", "1"}}});
      },
      [](ModelRegistry& registry) {
        const auto found = registry.find_model_version("churn", 3);
        CHECK((!found || found->tags == std::vector<Tag>{{"a/b", "1"}}));
        return found.has_value();
      });
}

TEST_CASE("registry faults: tags and aliases keep the old value or have the new one") {
  SUBCASE("tag of a model") {
    run_fault_loops(
        [](ModelRegistry& registry) {
          registry.set_registered_model_tag("churn", {"k", "new and longer"});
        },
        [](ModelRegistry& registry) {
          const std::string value = tag_of(registry.get_registered_model("churn").tags, "k");
          CHECK((value == "old" || value == "new and longer"));
          return value != "old";
        });
  }
  SUBCASE("tag of a version") {
    run_fault_loops(
        [](ModelRegistry& registry) { registry.set_model_version_tag("churn", 1, {"k", "new"}); },
        [](ModelRegistry& registry) {
          const std::string value = tag_of(registry.get_model_version("churn", 1).tags, "k");
          CHECK((value == "v" || value == "new"));
          return value == "new";
        });
  }
  SUBCASE("alias") {
    run_fault_loops(
        [](ModelRegistry& registry) { registry.set_registered_model_alias("churn", "best", 1); },
        [](ModelRegistry& registry) {
          return registry.get_model_version_by_alias("churn", "best").version == 1;
        });
  }
}

TEST_CASE("registry faults: a stage is never left without a version") {
  run_fault_loops(
      [](ModelRegistry& registry) {
        registry.transition_model_version_stage("churn", 2, ModelStage::production,
                                                ArchiveExisting::yes);
      },
      [](ModelRegistry& registry) {
        CHECK_FALSE(registry.latest_versions("churn", {ModelStage::production}).empty());
        return registry.get_model_version("churn", 1).current_stage == ModelStage::archived;
      });
}

TEST_CASE("registry faults: deleting a version or a model") {
  SUBCASE("a version") {
    run_fault_loops([](ModelRegistry& registry) { registry.delete_model_version("churn", 2); },
                    [](ModelRegistry& registry) {
                      const bool done = !registry.find_model_version("churn", 2).has_value();
                      CHECK((!done || registry.get_registered_model("churn").aliases.empty()));
                      return done;
                    });
  }
  SUBCASE("a model") {
    run_fault_loops([](ModelRegistry& registry) { registry.delete_registered_model("churn"); },
                    [](ModelRegistry& registry) {
                      const auto found = registry.find_registered_model("churn");
                      CHECK((!found || found->latest_versions.size() == 2));
                      return !found.has_value();
                    });
  }
}

TEST_CASE("registry faults: a renamed model is whole under its old name or its new one") {
  run_fault_loops(
      [](ModelRegistry& registry) { registry.rename_registered_model("churn", "leavers"); },
      [](ModelRegistry& registry) {
        const auto before = registry.find_registered_model("churn");
        const auto after = registry.find_registered_model("leavers");
        CHECK(before.has_value() != after.has_value());
        const RegisteredModel& model = after ? *after : *before;
        CHECK(model.tags == std::vector<Tag>{{"k", "old"}});
        CHECK(model.aliases == std::vector<ModelAlias>{{"best", 2}});
        CHECK(model.latest_versions.size() == 2);
        return after.has_value();
      });
}
