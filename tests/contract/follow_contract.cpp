#include "store_contract.hpp"
#include "support/sample_runs.hpp"

#include "mltrack/store/run_follower.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

namespace mltrack::test {
namespace {

/// What is new, as "key=value@step", one behind the other.
std::string news(RunFollower& follower) {
  std::string text;
  follower.new_points([&](const Metric& point) {
    text += fmt::format("{}{}={}@{}", text.empty() ? "" : " ", point.key, point.value, point.step);
  });
  return text;
}

}  // namespace

void follow_contract(StorePlace& place) {
  const auto store = place.open();
  const std::string run = new_run(*store, store->create_experiment({.name = "e"}));
  const auto log = [&](const std::string& key, double value, std::int64_t step) {
    store->log_metric(run, {.key = key, .value = value, .timestamp = 1, .step = step});
  };
  log("loss", 3, 0);
  auto* following = dynamic_cast<RunFollowing*>(store.get());
  if (following == nullptr) {
    return;  // a power that a store may lack
  }
  const auto follower = following->follow_run(store->get_run_info(run));
  SUBCASE("first comes what is there, then what is new, and everything once") {
    CHECK(news(*follower) == "loss=3@0");
    CHECK(news(*follower).empty());
    log("loss", 2, 1);
    log("loss", 1, 2);
    log("val/acc", 0.5, 0);
    CHECK(news(*follower) == "loss=2@1 loss=1@2 val/acc=0.5@0");
    log("val/acc", 0.75, 1);
    CHECK(news(*follower) == "val/acc=0.75@1");
    CHECK(news(*follower).empty());
  }
  SUBCASE("a long history comes whole") {
    Batch batch;
    for (std::int64_t step = 1; step < 20'000; ++step) {
      batch.metrics.push_back({.key = "loss", .value = 0.5, .timestamp = 1, .step = step});
    }
    store->log_batch(run, batch);
    std::int64_t next = 0;
    follower->new_points([&](const Metric& point) {
      CHECK(point.step == next);
      ++next;
    });
    CHECK(next == 20'000);
  }
  SUBCASE("a run that is deleted keeps its points") {
    store->delete_run(run);
    CHECK(news(*follower) == "loss=3@0");
  }
  CHECK(place.warnings.empty());
}

}  // namespace mltrack::test
