// A copy with its first, second, ... primitive failing, until none fires: both trees can be read
// afterwards, and the next copy finishes it, to the last byte. Once with an error that is told, once with
// a process that dies there.

#include "support/faulty_file_system.hpp"
#include "support/sample_runs.hpp"
#include "support/tree.hpp"

#include "mltrack/host/host.hpp"
#include "mltrack/store/tree_copy.hpp"

#include <doctest/doctest.h>

using namespace mltrack;

namespace {

struct World {
  std::unique_ptr<FileSystem> disk = memory_file_system();
  test::Faults faults;
  Host host{test::faulty_file_system(*disk, faults), stepping_clock(1'795'463'296'687),
            seeded_random(1)};

  World() {
    const auto store = open("/a");
    const test::SampleRuns sample = test::make_sample_runs(*store);
    store->delete_experiment(sample.other_experiment);
    test::put_file(*disk, "/a/models/m/meta.yaml", "name: m\n");
    test::put_file(*disk, "/a/models/m/version-1/meta.yaml", "name: m\nversion: 1\n");
    run = sample.first;
  }
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  [[nodiscard]] std::unique_ptr<Store> open(const std::string& uri) {
    return open_store(host, {.uri = uri,
                             .damage = Damage::fail,
                             .warn = [](const std::string& text) { FAIL_CHECK(text); }});
  }
  void copy() {
    open_tree_copy(host, "/a", "/b", {.warn = [](const std::string&) {}}, [](const CopyEvent&) {
    })->copy_all();
  }
  /// Everything that is read is whole.
  void check_readable() {
    const auto store = open("/b");
    std::vector<std::string> ids;
    for (const Experiment& experiment : store->search_experiments({.view = ViewType::all}).items) {
      ids.push_back(experiment.experiment_id);
    }
    const auto from = open("/a");
    for (const Run& found :
         store->search_runs({.experiment_ids = ids, .view = ViewType::all}).items) {
      const Run whole = from->get_run(found.info.run_id);
      CHECK(found.data == whole.data);
      CHECK(found.inputs == whole.inputs);
    }
  }
  /// Without what has an id or name by chance: nothing has, but what a dead process left.
  [[nodiscard]] std::map<std::string, std::string> result() {
    auto files = test::all_files(*disk, "/b");
    std::erase_if(files, [](const auto& file) {
      return file.first.find(".mltrack-") != std::string::npos ||
             file.first == "/b/0/meta.yaml";  // made with the root, at another time
    });
    return files;
  }

  std::string run;
};

void visit_every_moment(bool dies, bool carries_on) {
  World undisturbed;
  undisturbed.copy();
  std::size_t n = 1;
  for (bool fired = true; fired; ++n) {
    World world;
    if (carries_on) {
      world.copy();
      for (World* one : {&world, &undisturbed}) {
        if (n == 1 || one == &world) {
          one->open("/a")->log_batch(world.run,
                                     {.metrics = {{.key = "auc", .value = 0.95, .timestamp = 9},
                                                  {.key = "new", .value = 1, .timestamp = 9}},
                                      .params = {{"more", "1"}},
                                      .tags = {{"later", "x"}}});
        }
      }
      if (n == 1) {
        undisturbed.copy();
      }
    }
    dies ? world.faults.die_at(n) : world.faults.fail_at(n);
    try {
      world.copy();
    } catch (const Error&) {  // NOLINT(bugprone-empty-catch): that it is told is the store's part
    }
    fired = world.faults.fired();
    CAPTURE(world.faults.where());
    world.faults.stop();
    if (!carries_on && world.disk->open("/b") == nullptr) {
      continue;
    }
    if (!carries_on) {
      world.check_readable();
    }
    world.copy();
    world.check_readable();
    CHECK(world.result() == undisturbed.result());
  }
  CHECK(n > 100);
}

}  // namespace

TEST_CASE("tree copy: after a failure at any moment the next copy finishes it") {
  visit_every_moment(false, false);
}

TEST_CASE("tree copy: after a death at any moment the next copy finishes it") {
  visit_every_moment(true, false);
}

TEST_CASE("tree copy: the same where runs are carried on") {
  visit_every_moment(false, true);
  visit_every_moment(true, true);
}
