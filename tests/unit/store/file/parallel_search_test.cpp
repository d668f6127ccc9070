// A search with several threads finds what one with a single thread finds.

#include "support/file_store_world.hpp"
#include "support/sample_runs.hpp"

#include "mltrack/base/error.hpp"

#include <doctest/doctest.h>

using namespace mltrack;
using test::FileStoreWorld;

namespace {

class ManyReaders final : public FileSystem {
 public:
  explicit ManyReaders(FileSystem& inner) : inner_(inner) {}
  [[nodiscard]] std::unique_ptr<Directory> open(const std::string& path) override {
    return inner_.open(path);
  }
  [[nodiscard]] std::unique_ptr<Directory> make_directories(const std::string& path) override {
    return inner_.make_directories(path);
  }
  [[nodiscard]] std::string working_directory() const override {
    return inner_.working_directory();
  }
  [[nodiscard]] Workers useful_readers() const override { return {4, 4}; }

 private:
  FileSystem& inner_;
};

constexpr int runs_each = 150;

/// Two experiments; metrics with many equal values, so that ties count.
struct Tree : FileStoreWorld {
  Tree() : FileStoreWorld([](FileSystem& files) { return std::make_unique<ManyReaders>(files); }) {
    for (const char* name : {"a", "b"}) {
      ids.push_back(store->create_experiment({.name = name}));
      for (int i = 0; i < runs_each; ++i) {
        runs.push_back(test::new_run(*store, ids.back(), "", 1000 + i / 3));
        store->log_metric(runs.back(), {.key = "m", .value = double(i % 7), .timestamp = 1});
      }
    }
  }
  /// The same tree by one thread.
  [[nodiscard]] std::unique_ptr<Store> open_single() {
    return open_store(single_host, {.uri = root, .warn = [](const std::string&) {}});
  }
  std::vector<std::string> ids;
  std::vector<std::string> runs;
  Host single_host{test::recording_file_system(*disk, record), stepping_clock(1), seeded_random(2)};
};

}  // namespace

TEST_CASE("parallel search: the same runs in the same order as by one thread") {
  Tree tree;
  const auto single = tree.open_single();
  for (const char* filter : {"", "metrics.m > 3", "metrics.m = 1", "metrics.m > 100"}) {
    for (const std::size_t limit : {1U, 10U, 1000U}) {
      const RunQuery query{.experiment_ids = tree.ids,
                           .filter = filter,
                           .order_by = {"metrics.m DESC"},
                           .max_results = limit};
      CAPTURE(filter);
      CAPTURE(limit);
      const auto many = tree.store->search_runs(query);
      const auto one = single->search_runs(query);
      CHECK(many.items == one.items);
      CHECK(many.next_page_token == one.next_page_token);
      CHECK(tree.store->count_runs(query) == single->count_runs(query));
    }
  }
}

TEST_CASE("parallel search: what is damaged is reported once a run and the others are found") {
  Tree tree;
  for (int i = 0; i < 5; ++i) {
    tree.put(tree.root + "/" + tree.ids[0] + "/" + tree.runs[i] + "/meta.yaml", "{");
    tree.put(tree.root + "/" + tree.ids[1] + "/" + tree.runs[runs_each + i] + "/metrics/m", "x\n");
  }
  CHECK(tree.store->count_runs({.experiment_ids = tree.ids}) == 2 * runs_each - 5);
  CHECK(tree.warnings.size() == 5);
  CHECK(tree.store->search_runs({.experiment_ids = tree.ids}).items.size() == 2 * runs_each - 5);
  CHECK(tree.warnings.size() == 10);
}

TEST_CASE("parallel search: a visitor that stops or throws ends it") {
  Tree tree;
  std::size_t seen = 0;
  (void)tree.store->search_runs({.experiment_ids = tree.ids},
                                [&](const Run&) { return ++seen < 20; });
  CHECK(seen == 20);
  CHECK_THROWS_AS(
      (void)tree.store->search_runs({.experiment_ids = tree.ids},
                                    [&](const Run&) -> bool { throw Error::internal("enough"); }),
      Error);
}
