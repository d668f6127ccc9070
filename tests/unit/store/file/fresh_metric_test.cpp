// A metric file that MLflow has just made is empty until its first line is written.

#include "support/file_store_world.hpp"
#include "support/sample_runs.hpp"

#include <doctest/doctest.h>

#include <functional>

using namespace mltrack;
using test::FileStoreWorld;

namespace {

/// Files in memory are dated 0: how fresh they are is what this clock says. Calls `on_sleep` each
/// time the store waits.
class Watch final : public Clock {
 public:
  explicit Watch(std::int64_t now) : now_(now) {}
  std::int64_t now_ms() override { return now_; }
  void sleep_ms(std::int64_t ms) override {
    slept += ms;
    ++sleeps;
    on_sleep();
  }

  std::int64_t slept = 0;
  int sleeps = 0;
  std::function<void()> on_sleep = [] {};

 private:
  std::int64_t now_;
};

struct Tree : FileStoreWorld {
  explicit Tree(int count) {
    experiment = store->create_experiment({.name = "e"});
    for (int i = 0; i < count; ++i) {
      runs.push_back(test::new_run(*store, experiment));
      put(metric_of(runs.back()), "");
    }
  }
  Watch& at(std::int64_t now) {
    auto watch = std::make_unique<Watch>(now);
    Watch& found = *watch;
    host.clock = std::move(watch);
    return found;
  }
  [[nodiscard]] std::string metric_of(const std::string& run) const {
    return root + "/" + experiment + "/" + run + "/metrics/m";
  }
  [[nodiscard]] std::size_t hits() {
    return store->count_runs({.experiment_ids = {experiment}, .filter = "metrics.m > 0"});
  }
  std::string experiment;
  std::vector<std::string> runs;
};

constexpr std::int64_t longest_wait = 150;

}  // namespace

TEST_CASE("file store: an empty metric file that is fresh is read again until its line is there") {
  Tree tree(1);
  Watch& watch = tree.at(1);
  watch.on_sleep = [&] {
    if (watch.sleeps == 3) {
      tree.put(tree.metric_of(tree.runs[0]), "1 0.5 0\n");
    }
  };
  SUBCASE("by a search") {
    CHECK(tree.hits() == 1);
  }
  SUBCASE("by reading the run") {
    CHECK(tree.store->get_run(tree.runs[0]).data.metrics.size() == 1);
  }
  CHECK(watch.sleeps == 3);
  CHECK(tree.warnings.empty());
}

TEST_CASE("file store: a search waits once for all empty metric files and then reports each") {
  Tree tree(60);
  const Watch& watch = tree.at(1);
  CHECK(tree.hits() == 0);
  CHECK(watch.slept > 0);
  CHECK(watch.slept <= longest_wait);
  CHECK(tree.warnings.size() == 60);
}

TEST_CASE(
    "file store: an empty metric file that is old, or dated in the future, is not waited for") {
  for (const std::int64_t now : {2000, -2000}) {
    CAPTURE(now);
    Tree tree(3);
    const Watch& watch = tree.at(now);
    CHECK(tree.hits() == 0);
    (void)tree.store->get_run(tree.runs[0]);
    CHECK(watch.slept == 0);
    CHECK(tree.warnings.size() == 3);
  }
}

TEST_CASE("file store: with --strict an empty metric file is an error, after the wait") {
  Tree tree(2);
  tree.store = tree.open({.damage = Damage::fail});
  const Watch& watch = tree.at(1);
  test::check_error(ErrorCode::internal_error, "the metric file is empty",
                    [&] { (void)tree.hits(); });
  CHECK(watch.slept > 0);
  CHECK(watch.slept <= longest_wait);
}
