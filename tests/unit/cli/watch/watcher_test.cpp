#include "cli/watch/watcher.hpp"

#include "cli/context.hpp"
#include "support/file_store_world.hpp"
#include "support/memory_output.hpp"
#include "support/sample_runs.hpp"
#include "support/scripted_watch.hpp"

#include "mltrack/base/error.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace mltrack;       // NOLINT(google-build-using-namespace)
using namespace mltrack::cli;  // NOLINT(google-build-using-namespace)

namespace {

class NoInput final : public Input {
 public:
  std::size_t read(std::span<char> /*buffer*/) override { return 0; }
  [[nodiscard]] bool is_terminal() const override { return false; }
};

class NoEnvironment final : public Environment {
 public:
  [[nodiscard]] std::optional<std::string> get(const char* /*name*/) const override {
    return std::nullopt;
  }
  [[nodiscard]] std::string user_name() const override { return "ada"; }
  [[nodiscard]] std::string caller_name() const override { return "test"; }
};

/// What was told, in words.
class ToldView final : public WatchView {
 public:
  void run_appeared(const WatchedRun& run) override { told += "+" + run.info.run_name + " "; }
  void point_logged(const WatchedRun& run, const Metric& point) override {
    told += fmt::format("{}:{}={} ", run.info.run_name, point.key, point.value);
  }
  void status_changed(const WatchedRun& run) override {
    told += fmt::format("{}:{} ", run.info.run_name, run_status_name(run.info.status));
  }
  void show(const std::vector<const WatchedRun*>& runs) override {
    told += fmt::format("[{}] ", runs.size());
  }
  void give_terminal_back() override { told += "back "; }
  void take_terminal_again() override { told += "again "; }
  [[nodiscard]] std::int64_t patience_ms() const override { return 100'000; }
  [[nodiscard]] std::int64_t collect_ms() const override { return 10; }

  std::string told;
};

struct Tree {
  Tree() { experiment = files.store->create_experiment({.name = "e"}); }

  std::string start(const std::string& name) {
    return files.store
        ->create_run({.experiment_id = experiment, .run_name = name, .user_id = "ada"})
        .run_id;
  }
  void log(const std::string& run, const std::string& key, double value, std::int64_t step = 0) {
    files.store->log_metric(run, {.key = key, .value = value, .timestamp = 1, .step = step});
  }
  void end(const std::string& run, RunStatus status) {
    files.store->update_run(run, {.status = status, .end_time = 2});
  }
  [[nodiscard]] std::string folder(const std::string& run = "") const {
    return files.root + "/" + experiment + (run.empty() ? "" : "/" + run);
  }
  int run(WatchOptions options = {}) {
    Context context(world, {.tracking_uris = {files.root}});
    Watcher watcher(context, script, std::move(options), view);
    return watcher.run();
  }

  test::FileStoreWorld files;
  test::ScriptedWatch script;
  test::ScriptedWatch* watch = &script;
  test::MemoryOutput out, err;
  NoInput in;
  NoEnvironment environment;
  World world{files.host, out, err, in, environment};
  ToldView view;
  std::string experiment;
};

constexpr int interrupted = 130;

}  // namespace

TEST_CASE("watcher: tells what is logged and how a run ends, and nothing that was there before") {
  Tree tree;
  const std::string run = tree.start("a");
  tree.log(run, "loss", 3);
  tree.end(tree.start("old"), RunStatus::finished);
  tree.watch->steps = {[&] {
                         tree.log(run, "loss", 2, 1);
                         tree.log(run, "loss", 1, 2);
                         return tree.watch->change(tree.folder(run) + "/metrics");
                       },
                       [&] {
                         tree.end(run, RunStatus::failed);
                         return tree.watch->change(tree.folder(run));
                       }};
  CHECK(tree.run() == interrupted);
  CHECK(tree.view.told == "+a [1] a:loss=2 a:loss=1 [1] a:FAILED [1] ");
}

TEST_CASE("watcher: finds runs that start meanwhile, and those of new experiments") {
  Tree tree;
  std::string second;
  tree.watch->steps = {[&] {
                         tree.log(tree.start("a"), "loss", 7);
                         tree.end(tree.start("over already"), RunStatus::finished);
                         return tree.watch->change(tree.folder());
                       },
                       [&] {
                         second = tree.files.store->create_experiment({.name = "f"});
                         return tree.watch->change(tree.files.root);
                       },
                       [&] {
                         tree.experiment = second;
                         tree.start("b");
                         return tree.watch->change(tree.folder());
                       }};
  CHECK(tree.run() == interrupted);
  CHECK(tree.view.told == "[0] +a a:loss=7 [1] [1] +b [2] ");
}

TEST_CASE("watcher: a directory that becomes a run later is seen then") {
  Tree tree;
  const std::string id(32, 'a');
  tree.watch->steps = {[&] {
                         tree.files.put(tree.folder(id) + "/metrics/x", "");
                         return tree.watch->change(tree.folder());
                       },
                       [&] {
                         const std::string other = tree.start("other");
                         const std::string meta = tree.files.get(tree.folder(other) + "/meta.yaml");
                         std::string own = meta;
                         for (auto at = own.find(other); at != std::string::npos;
                              at = own.find(other)) {
                           own.replace(at, other.size(), id);
                         }
                         tree.files.put(tree.folder(id) + "/meta.yaml", own);
                         return Wakeup{};
                       }};
  CHECK(tree.run() == interrupted);
  CHECK(tree.watch->waits.size() == 3);
  CHECK(tree.watch->waits[1] <= 250);
  CHECK(tree.view.told.find("[2] ") != std::string::npos);
}

TEST_CASE("watcher: a folder of metrics that appears is watched from then on") {
  Tree tree;
  const std::string run = tree.start("a");
  tree.watch->steps = {[&] {
                         tree.log(run, "val/acc", 0.5);
                         return tree.watch->change(tree.folder(run) + "/metrics");
                       },
                       [&] {
                         tree.log(run, "val/acc", 0.6, 1);
                         return tree.watch->change(tree.folder(run) + "/metrics/val");
                       }};
  CHECK(tree.run({.run_ids = {run}}) == interrupted);
  CHECK(tree.view.told == "+a [1] a:val/acc=0.5 [1] a:val/acc=0.6 [1] ");
}

TEST_CASE("watcher: ends when all runs have ended, with a code that says how") {
  for (const RunStatus last : {RunStatus::finished, RunStatus::killed}) {
    Tree tree;
    const std::string a = tree.start("a");
    const std::string b = tree.start("b");
    tree.watch->steps = {[&] {
                           tree.end(a, RunStatus::finished);
                           return tree.watch->change(tree.folder(a));
                         },
                         [&] {
                           tree.end(b, last);
                           return tree.watch->change(tree.folder(b));
                         }};
    CHECK(tree.run({.run_ids = {a, b}, .until = WatchUntil::all_ended}) ==
          (last == RunStatus::finished ? 0 : 1));
    CHECK(tree.watch->waits.size() == 2);
  }
}

TEST_CASE("watcher: with nothing that goes on it ends at once if it is to end then") {
  Tree tree;
  CHECK(tree.run({.until = WatchUntil::all_ended}) == 0);
  CHECK(tree.watch->waits.empty());
}

TEST_CASE("watcher: where the system tells nothing it looks every two seconds") {
  Tree tree;
  tree.watch->sees = false;
  const std::string run = tree.start("a");
  tree.watch->steps.assign(3, [&] {
    tree.log(run, "loss", 1);
    tree.files.host.clock->sleep_ms(tree.watch->waits.back());
    return Wakeup{};
  });
  CHECK(tree.run() == interrupted);
  CHECK(tree.view.told == "+a [1] a:loss=1 [1] a:loss=1 [1] a:loss=1 [1] ");
  for (const std::int64_t wait : tree.watch->waits) {
    CHECK(wait <= 2000);
    CHECK(wait > 1900);
  }
}

TEST_CASE("watcher: looks as often as it is told, and then asks the system for nothing") {
  Tree tree;
  const std::string run = tree.start("a");
  tree.watch->steps = {[&] {
    tree.files.host.clock->sleep_ms(tree.watch->waits.back());
    tree.log(run, "loss", 1);
    return Wakeup{};
  }};
  CHECK(tree.run({.interval_ms = 5000}) == interrupted);
  CHECK(tree.watch->numbers.empty());
  CHECK(tree.watch->waits.front() > 4900);
  CHECK(tree.watch->waits.front() <= 5000);
  CHECK(tree.view.told == "+a [1] a:loss=1 [1] ");
}

TEST_CASE("watcher: what the system lost is found by looking everywhere") {
  Tree tree;
  const std::string a = tree.start("a");
  tree.watch->steps = {[&] {
    tree.log(a, "loss", 1);
    tree.start("b");
    return Wakeup{.lost = true};
  }};
  CHECK(tree.run() == interrupted);
  CHECK(tree.view.told == "+a [1] +b a:loss=1 [2] ");
}

TEST_CASE("watcher: gives the terminal back while it is stopped") {
  Tree tree;
  tree.watch->steps = {[] { return Wakeup{.suspended = true}; }};
  CHECK(tree.run() == interrupted);
  CHECK(tree.view.told == "[0] back again [0] ");
  CHECK(tree.watch->stops == 1);
}

TEST_CASE("watcher: ends when nobody reads, when the time is over, and with the signal's code") {
  Tree tree;
  tree.watch->steps = {[] { return Wakeup{.unread = true}; },
                       [] { return Wakeup{.ending_signal = SIGTERM}; },
                       [&] {
                         tree.files.host.clock->sleep_ms(tree.watch->waits.back());
                         return Wakeup{};
                       }};
  CHECK_THROWS_AS(tree.run(), ClosedPipe);
  CHECK(tree.run() == 143);
  try {
    tree.start("a");
    (void)tree.run({.until = WatchUntil::all_ended, .timeout_ms = 900});
    FAIL("it did not end");
  } catch (const Error& error) {
    CHECK(error.failure() == Failure::busy);
  }
  CHECK(tree.watch->waits.back() <= 900);
}

TEST_CASE("watcher: a deleted run goes") {
  Tree tree;
  const std::string run = tree.start("a");
  tree.watch->steps = {[&] {
    tree.files.store->delete_run(run);
    return tree.watch->change(tree.folder(run));
  }};
  CHECK(tree.run() == interrupted);
  CHECK(tree.view.told == "+a [1] [0] ");
  CHECK(tree.watch->change(tree.folder(run)).changed.empty());
}

TEST_CASE("watcher: only the runs of the chosen experiment are watched") {
  Tree tree;
  tree.start("a");
  const std::string chosen = tree.experiment;
  tree.experiment = tree.files.store->create_experiment({.name = "other"});
  tree.start("b");
  tree.watch->steps = {[&] {
    tree.start("c");
    return Wakeup{.lost = true};
  }};
  CHECK(tree.run({.experiment_id = chosen}) == interrupted);
  CHECK(tree.view.told == "+a [1] [1] ");
}
