// What a full disk, a kill or a power cut left behind, and what the next call makes of it.

#include "support/file_store_world.hpp"
#include "support/sample_runs.hpp"

#include <doctest/doctest.h>

using namespace mltrack;
using test::FileStoreWorld;

namespace {

struct Torn : FileStoreWorld {
  explicit Torn(std::string_view metric) {
    run = test::new_run(*store, store->create_experiment({.name = "iris"}));
    folder = root + "/" + store->get_run_info(run).experiment_id + "/" + run;
    put(folder + "/metrics/m", metric);
  }
  /// The metric file after the point (9, 9.0, 9) was logged.
  std::string after_logging() {
    store->log_metric(run, {.key = "m", .value = 9, .timestamp = 9, .step = 9});
    return get(folder + "/metrics/m");
  }
  std::string run;
  std::string folder;
};

}  // namespace

TEST_CASE("file store: a torn line is cut back, never glued to the next into a wrong number") {
  Torn tree("1 0.5 0\n1234");
  CHECK(tree.after_logging() == "1 0.5 0\n9 9.0 9\n");
  REQUIRE(tree.warnings.size() == 1);
  CHECK(tree.warnings[0].find("removed the torn line '1234' at its end") != std::string::npos);
}

TEST_CASE("file store: a file that is nothing but a torn line begins anew") {
  Torn tree("1234");
  CHECK(tree.after_logging() == "9 9.0 9\n");
  CHECK(tree.warnings.size() == 1);
}

TEST_CASE("file store: a whole point that lacks only its newline is kept") {
  for (const std::string line : {"1 0.5 0", "1 0.5", "1 nan -3", "1 0.5 0 data digest"}) {
    CAPTURE(line);
    Torn tree("0 0.1 0\n" + line);
    CHECK(tree.after_logging() == "0 0.1 0\n" + line + "\n9 9.0 9\n");
    CHECK(tree.warnings.empty());
  }
}

TEST_CASE("file store: an empty metric file, MLflow's 'malformed', is filled") {
  Torn tree("");
  CHECK(tree.after_logging() == "9 9.0 9\n");
  CHECK(tree.warnings.empty());
}

TEST_CASE("file store: a tail that is no metric at all is left alone") {
  const std::string junk(10'000, 'x');
  Torn tree(junk);
  CHECK_THROWS_WITH_AS(tree.after_logging(),
                       doctest::Contains("ends with a line of more than 4096 bytes"), Error);
  CHECK(tree.get(tree.folder + "/metrics/m") == junk);
}

TEST_CASE("file store: a line that another process is still writing is not torn") {
  // The clock of this world finishes the line while the store waits.
  class Writer final : public Clock {
   public:
    Writer(FileSystem& disk, std::string path) : disk_(disk), path_(std::move(path)) {}
    std::int64_t now_ms() override { return 1; }
    void sleep_ms(std::int64_t /*ms*/) override {
      const auto slash = path_.rfind('/');
      if (++calls_ == 1) {
        disk_.open(path_.substr(0, slash))
            ->open_append(path_.substr(slash + 1))
            ->append("56 0.7 1");
      } else if (calls_ == 2) {
        disk_.open(path_.substr(0, slash))->open_append(path_.substr(slash + 1))->append("2\n");
      }
    }

   private:
    FileSystem& disk_;
    std::string path_;
    int calls_ = 0;
  };
  Torn tree("1 0.5 0\n1234");
  tree.host.clock = std::make_unique<Writer>(*tree.disk, tree.folder + "/metrics/m");
  CHECK(tree.after_logging() == "1 0.5 0\n123456 0.7 12\n9 9.0 9\n");
  CHECK(tree.warnings.empty());
}

TEST_CASE(
    "file store: a batch is one append a key, so that lines of others stand between batches") {
  Torn tree("1 0.5 0\n");
  tree.record.clear();
  Batch batch;
  for (int i = 0; i < 1000; ++i) {
    batch.metrics.push_back({.key = i % 2 == 0 ? "m" : "n", .value = 1.0, .timestamp = i});
  }
  tree.store->log_batch(tree.run, batch);
  CHECK(tree.record.count(test::Primitive::append, "/metrics/m") == 1);
  CHECK(tree.record.count(test::Primitive::append) == 1);  // n is new: it appears with its lines
  CHECK(test::history_of(*tree.store, tree.run, "n").size() == 500);
}

TEST_CASE("file store: a param that was left empty can be logged") {
  Torn tree("1 0.5 0\n");
  tree.put(tree.folder + "/params/lr", "");
  tree.store->log_param(tree.run, {"lr", "0.1"});
  CHECK(tree.get(tree.folder + "/params/lr") == "0.1");
}

TEST_CASE("file store: an empty root, or one whose making was cut short, is completed") {
  for (const std::string left : {"", "/.trash", "/0", "/0/tags"}) {
    CAPTURE(left);
    FileStoreWorld tree;
    (void)tree.disk->make_directories(tree.root + left);
    test::new_run(*tree.store, "0");
    CHECK(tree.store->get_experiment("0").name == "Default");
  }
}

TEST_CASE("file store: a Default experiment that somebody removed stays away, as in MLflow") {
  FileStoreWorld tree;
  tree.store->create_experiment({.name = "iris"});
  const auto root = tree.disk->open(tree.root);
  root->remove("0/meta.yaml");
  root->remove_directory("0");
  tree.store->create_experiment({.name = "second"});
  CHECK_FALSE(tree.store->find_experiment("0").has_value());
  CHECK_THROWS_AS(test::new_run(*tree.store, "0"), Error);
}
