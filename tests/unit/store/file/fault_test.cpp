// Every operation with its first, second, ... primitive failing, until none fires: afterwards the old
// state stands or the new one is whole, nothing temporary lies where MLflow lists, everything is
// still readable, and doing it again succeeds. Once with an error that is told, once with a process
// that dies there.

#include "support/faulty_file_system.hpp"
#include "support/file_store_world.hpp"
#include "support/sample_runs.hpp"

#include <doctest/doctest.h>

#include <functional>

using namespace mltrack;

namespace {

enum class Bad { failure, death };

struct World {
  test::Faults faults;
  test::FileStoreWorld tree{
      [this](FileSystem& files) { return test::faulty_file_system(files, faults); }};
  test::SampleRuns sample = test::make_sample_runs(*tree.store);

  /// A store that shares nothing with the one that failed.
  [[nodiscard]] std::unique_ptr<Store> fresh() {
    faults.stop();
    return tree.open({.damage = Damage::fail});
  }
};

using Prepare = std::function<void(World&)>;
using Act = std::function<void(Store&, const test::SampleRuns&)>;
/// Throws nothing if what the operation is to bring about is there, whole.
using Done = std::function<bool(Store&, const test::SampleRuns&)>;

/// Where MLflow takes every file or folder for data.
void check_no_temporary_file_is_listed(const World& world, bool may_leave_some) {
  for (const auto& [path, contents] : test::all_files(*world.tree.disk, world.tree.root)) {
    if (path.find(".mltrack-") == std::string::npos) {
      continue;
    }
    CAPTURE(path);
    CHECK(may_leave_some);
    const std::string below = path.substr(world.tree.root.size());
    for (const char* listed : {"/metrics/", "/params/", "/tags/", "/artifacts/", "/inputs/",
                               "/outputs/", "/datasets/"}) {
      CHECK(below.find(listed) == std::string::npos);
    }
    CHECK_FALSE(below.starts_with("/.mltrack-"));
    CHECK_FALSE(below.starts_with("/.trash/.mltrack-"));
  }
}

void check_everything_is_readable(Store& store, const test::SampleRuns& sample) {
  for (const Experiment& experiment : store.search_experiments({.view = ViewType::all}).items) {
    (void)store.search_runs({.experiment_ids = {experiment.experiment_id}, .view = ViewType::all});
  }
  for (const std::string& run : {sample.first, sample.second, sample.third}) {
    (void)store.get_run(run);
  }
  CHECK(test::history_of(store, sample.first, "auc").size() >= 2);
  CHECK(test::history_of(store, sample.first, "val/loss").size() == 1);
}

/// `prepare` happens without faults, before `act`.
void run_fault_loop(Bad bad, const Prepare& prepare, const Act& act, const Done& done) {
  for (std::size_t n = 1; n < 1000; ++n) {
    World world;
    prepare(world);
    CHECK_FALSE(done(*world.tree.store, world.sample));
    if (bad == Bad::failure) {
      world.faults.fail_at(n);
    } else {
      world.faults.die_at(n);
    }
    const auto error = test::error_of([&] { act(*world.tree.store, world.sample); });
    const bool fired = world.faults.fired();
    const std::string where = world.faults.where();
    CAPTURE(n);
    CAPTURE(where);
    const auto store = world.fresh();
    const bool is_done = done(*store, world.sample);
    CHECK((error.has_value() || is_done));  // success means that it is there
    check_no_temporary_file_is_listed(world, bad == Bad::death);
    const auto unreadable =
        test::error_of([&] { check_everything_is_readable(*store, world.sample); });
    CHECK_MESSAGE(!unreadable.has_value(), (unreadable ? unreadable->what() : ""));
    if (!is_done) {
      const auto again = test::error_of([&] { act(*store, world.sample); });
      CHECK_MESSAGE(!again.has_value(), (again ? again->what() : ""));
      CHECK(done(*store, world.sample));
    }
    if (!fired) {
      CHECK(n > 1);
      return;
    }
  }
  FAIL("the loop does not end");
}

void run_fault_loops(const Act& act, const Done& done, const Prepare& prepare = [](World&) {}) {
  SUBCASE("a failure") {
    run_fault_loop(Bad::failure, prepare, act, done);
  }
  SUBCASE("a death") {
    run_fault_loop(Bad::death, prepare, act, done);
  }
}

bool has_point(Store& store, const std::string& run, const std::string& key, double value) {
  const auto points = test::history_of(store, run, key);
  return !points.empty() && points.back().value == value;
}

std::string tag_of(Store& store, const std::string& run, const std::string& key) {
  const Run found = store.get_run(run);
  const Tag* tag = find_by_key(found.data.tags, key);
  return tag == nullptr ? "(none)" : tag->value;
}

}  // namespace

TEST_CASE("faults: create_experiment") {
  run_fault_loops(
      [](Store& store, const test::SampleRuns&) {
        store.create_experiment({.name = "new", .tags = {{"a/b", "1"}, {"c", "2"}}});
      },
      [](Store& store, const test::SampleRuns&) {
        const auto found = store.find_experiment_by_name("new");
        return found && found->tags == std::vector<Tag>{{"a/b", "1"}, {"c", "2"}};
      });
}

TEST_CASE("faults: create_run") {
  run_fault_loops(
      [](Store& store, const test::SampleRuns& sample) {
        store.create_run(
            {.experiment_id = sample.experiment, .run_name = "new", .tags = {{"k", "v"}}});
      },
      [](Store& store, const test::SampleRuns& sample) {
        const auto page = store.search_runs(
            {.experiment_ids = {sample.experiment}, .filter = "run_name = 'new'"});
        return page.items.size() == 1 && page.items[0].data.tags.size() == 2;
      });
}

TEST_CASE("faults: a run that cannot be made leaves nothing, not even an empty folder") {
  for (std::size_t n = 1; n < 1000; ++n) {
    World world;
    const auto before = test::all_files(*world.tree.disk, world.tree.root);
    world.faults.fail_at(n);
    const auto error =
        test::error_of([&] { test::new_run(*world.tree.store, world.sample.experiment); });
    if (!world.faults.fired()) {
      CHECK(n > 1);
      return;
    }
    if (error) {
      CAPTURE(n);
      CHECK((test::all_files(*world.tree.disk, world.tree.root) == before));
    }
  }
}

TEST_CASE("faults: create_run under an id that one who died left half made") {
  const std::string id = "array-job-7";
  run_fault_loops(
      [&](Store& store, const test::SampleRuns& sample) {
        store.create_run({.experiment_id = sample.experiment,
                          .run_name = "new",
                          .tags = {{"k", "new"}},
                          .run_id = id});
      },
      [&](Store& store, const test::SampleRuns&) {
        const auto run = store.find_run(id);
        // Once the run is seen, nothing in it is of the one who died.
        CHECK((!run || tag_of(store, id, "k") == "new"));
        CHECK((!run || tag_of(store, id, "mlflow.runName") == "new"));
        return run.has_value();
      },
      [&](World& world) {
        const std::string folder = world.tree.root + "/" + world.sample.experiment + "/" + id;
        world.tree.put(folder + "/tags/k", "old");
        world.tree.put(folder + "/tags/mlflow.runName", "old");
      });
}

TEST_CASE("faults: log_metric to a metric that is there") {
  run_fault_loops(
      [](Store& store, const test::SampleRuns& sample) {
        store.log_metric(sample.first, {.key = "auc", .value = 0.99, .timestamp = 9, .step = 9});
      },
      [](Store& store, const test::SampleRuns& sample) {
        return has_point(store, sample.first, "auc", 0.99);
      });
}

TEST_CASE("faults: log_metric of a new key") {
  run_fault_loops(
      [](Store& store, const test::SampleRuns& sample) {
        store.log_metric(sample.first, {.key = "new/key", .value = 0.99, .timestamp = 9});
      },
      [](Store& store, const test::SampleRuns& sample) {
        return has_point(store, sample.first, "new/key", 0.99);
      });
}

TEST_CASE("faults: log_param, and filling an empty one") {
  const Done done = [](Store& store, const test::SampleRuns& sample) {
    const Run run = store.get_run(sample.first);
    const Param* param = find_by_key(run.data.params, "new/p");
    CHECK((param == nullptr || param->value.empty() || param->value == "value"));
    return param != nullptr && param->value == "value";
  };
  const Act act = [](Store& store, const test::SampleRuns& sample) {
    store.log_param(sample.first, {"new/p", "value"});
  };
  SUBCASE("new") {
    run_fault_loops(act, done);
  }
  SUBCASE("empty") {
    run_fault_loops(act, done, [](World& world) {
      world.tree.store->log_param(world.sample.first, {"new/p", ""});
    });
  }
}

TEST_CASE("faults: set_tag over an old value") {
  run_fault_loops(
      [](Store& store, const test::SampleRuns& sample) {
        store.set_tag(sample.first, {"owner", "bob, who has a longer name"});
      },
      [](Store& store, const test::SampleRuns& sample) {
        const std::string value = tag_of(store, sample.first, "owner");
        CHECK((value == "ann" || value == "bob, who has a longer name"));
        return value != "ann";
      });
}

TEST_CASE("faults: update_run with a new name") {
  run_fault_loops(
      [](Store& store, const test::SampleRuns& sample) {
        store.update_run(sample.first,
                         {.status = RunStatus::failed, .end_time = 77, .run_name = "another name"});
      },
      [](Store& store, const test::SampleRuns& sample) {
        const RunInfo info = store.get_run_info(sample.first);
        CHECK((info.run_name == "first" || info.run_name == "another name"));
        CHECK((info.status == RunStatus::failed) == (info.end_time == 77));
        const std::string tag = tag_of(store, sample.first, tag_keys::run_name);
        CHECK((tag == "first" || tag == "another name"));
        return info.run_name == "another name" && tag == "another name" && info.end_time == 77;
      });
}

TEST_CASE("faults: delete_run and restore_run") {
  SUBCASE("delete") {
    run_fault_loops(
        [](Store& store, const test::SampleRuns& sample) { store.delete_run(sample.first); },
        [](Store& store, const test::SampleRuns& sample) {
          return store.get_run_info(sample.first).lifecycle_stage == LifecycleStage::deleted;
        });
  }
  SUBCASE("restore") {
    run_fault_loops(
        [](Store& store, const test::SampleRuns& sample) { store.restore_run(sample.first); },
        [](Store& store, const test::SampleRuns& sample) {
          return store.get_run_info(sample.first).lifecycle_stage == LifecycleStage::active;
        },
        [](World& world) { world.tree.store->delete_run(world.sample.first); });
  }
}

TEST_CASE("faults: delete_experiment and restore_experiment") {
  const auto is_whole = [](LifecycleStage stage) {
    return [stage](Store& store, const test::SampleRuns& sample) {
      const bool done = store.get_experiment(sample.experiment).lifecycle_stage == stage;
      for (const std::string& run : {sample.first, sample.second}) {
        if (done) {  // never an experiment that is done with a run that is not
          CHECK(store.get_run_info(run).lifecycle_stage == stage);
        }
      }
      return done;
    };
  };
  SUBCASE("delete") {
    run_fault_loops(
        [](Store& store, const test::SampleRuns& sample) {
          store.delete_experiment(sample.experiment);
        },
        is_whole(LifecycleStage::deleted));
  }
  SUBCASE("restore") {
    run_fault_loops(
        [](Store& store, const test::SampleRuns& sample) {
          store.restore_experiment(sample.experiment);
        },
        is_whole(LifecycleStage::active),
        [](World& world) { world.tree.store->delete_experiment(world.sample.experiment); });
  }
}

TEST_CASE("faults: log_inputs and log_outputs") {
  SUBCASE("inputs") {
    run_fault_loops(
        [](Store& store, const test::SampleRuns& sample) {
          store.log_inputs(sample.second, {.datasets = {{.dataset = {.name = "new",
                                                                     .digest = "d",
                                                                     .source_type = "local",
                                                                     .source = "x"},
                                                         .tags = {{"k", "v"}}}},
                                           .models = {{"m-1"}}});
        },
        [](Store& store, const test::SampleRuns& sample) {
          const RunInputs inputs = store.get_run(sample.second).inputs;
          return inputs.datasets.size() == 1 && inputs.datasets[0].tags.size() == 1 &&
                 inputs.models.size() == 1;
        });
  }
  SUBCASE("outputs") {
    run_fault_loops(
        [](Store& store, const test::SampleRuns& sample) {
          store.log_outputs(sample.second, {.models = {{"m-1", 3}}});
        },
        [](Store& store, const test::SampleRuns& sample) {
          return store.get_run(sample.second).outputs.models ==
                 std::vector<ModelOutput>{{"m-1", 3}};
        });
  }
}

TEST_CASE("faults: renaming an experiment and its tags") {
  run_fault_loops(
      [](Store& store, const test::SampleRuns& sample) {
        store.rename_experiment(sample.experiment, "renamed");
      },
      [](Store& store, const test::SampleRuns& sample) {
        const std::string name = store.get_experiment(sample.experiment).name;
        CHECK((name == "iris" || name == "renamed"));
        return name == "renamed";
      });
}

TEST_CASE("faults: making the tree") {
  for (const Bad bad : {Bad::failure, Bad::death}) {
    for (std::size_t n = 1; n < 100; ++n) {
      test::Faults faults;
      test::FileStoreWorld tree{
          [&](FileSystem& files) { return test::faulty_file_system(files, faults); }};
      if (bad == Bad::failure) {
        faults.fail_at(n);
      } else {
        faults.die_at(n);
      }
      (void)test::error_of([&] { test::new_run(*tree.store, "0"); });
      const bool fired = faults.fired();
      CAPTURE(faults.where());
      faults.stop();
      const auto store = tree.open({.damage = Damage::fail});
      CHECK_NOTHROW(test::new_run(*store, "0"));
      CHECK(store->get_experiment("0").name == "Default");
      if (!fired) {
        break;
      }
    }
  }
}
