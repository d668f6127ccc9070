#include "store_contract.hpp"
#include "support/sample_runs.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

namespace mltrack::test {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

/// The latest point of "m" after these were logged in that order.
Metric latest(Store& store, const std::string& run, const std::vector<Metric>& points) {
  for (Metric point : points) {
    point.key = "m";
    store.log_metric(run, point);
  }
  const Run found = store.get_run(run);
  const Metric* metric = find_by_key(found.data.metrics, "m");
  REQUIRE(metric != nullptr);
  return *metric;
}

void values(Store& store, StorePlace& place, const std::string& run) {
  SUBCASE("a value comes back bit by bit") {
    const std::vector<double> all{0.1,
                                  1.0 / 3,
                                  -0.0,
                                  5e-324,
                                  1e16,
                                  123456789012345680.0,
                                  std::numeric_limits<double>::max(),
                                  infinity,
                                  -infinity};
    for (std::size_t i = 0; i < all.size(); ++i) {
      store.log_metric(
          run, {.key = "m", .value = all[i], .timestamp = 7, .step = static_cast<std::int64_t>(i)});
    }
    const auto points = history_of(*place.open(), run, "m");
    REQUIRE(points.size() == all.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
      CHECK(points[i].value == all[i]);
      CHECK(std::signbit(points[i].value) == std::signbit(all[i]));
      CHECK(points[i].step == static_cast<std::int64_t>(i));
      CHECK(points[i].timestamp == 7);
      CHECK(points[i].key == "m");
    }
  }
  SUBCASE("NaN is a value like any other") {
    store.log_metric(run, {.key = "m", .value = not_a_number, .timestamp = 1});
    const auto points = history_of(store, run, "m");
    REQUIRE(points.size() == 1);
    CHECK(std::isnan(points[0].value));
    CHECK(std::isnan(store.get_run(run).data.metrics[0].value));
  }
  SUBCASE("steps and times take all of 64 bits, steps below zero too") {
    constexpr auto largest = std::numeric_limits<std::int64_t>::max();
    constexpr auto smallest = std::numeric_limits<std::int64_t>::min();
    store.log_metric(run, {.key = "m", .value = 1, .timestamp = largest, .step = smallest});
    store.log_metric(run, {.key = "m", .value = 2, .timestamp = 0, .step = largest});
    const auto points = history_of(store, run, "m");
    REQUIRE(points.size() == 2);
    CHECK(points[0].timestamp == largest);
    CHECK(points[0].step == smallest);
    CHECK(points[1].step == largest);
  }
  SUBCASE("the dataset of a point comes back with it") {
    store.log_metric(run, {.key = "m",
                           .value = 0.5,
                           .timestamp = 1,
                           .dataset_name = "flowers",
                           .dataset_digest = "d1"});
    const auto points = history_of(store, run, "m");
    REQUIRE(points.size() == 1);
    CHECK(points[0].dataset_name == "flowers");
    CHECK(points[0].dataset_digest == "d1");
  }
}

void refusing(Store& store, const std::string& run) {
  const auto refuses = [&](std::string_view text, const Metric& metric) {
    check_error(ErrorCode::invalid_parameter_value, text, [&] { store.log_metric(run, metric); });
  };
  SUBCASE("what MLflow refuses is refused, in its words") {
    refuses(R"(Invalid value "a#b" for parameter 'name' supplied: Names may only contain)",
            {.key = "a#b", .value = 1});
    refuses("This name would resolve to 'a/b'", {.key = "a//b", .value = 1});
    refuses("'Metric name' exceeds the maximum length of 250 characters",
            {.key = std::string(251, 'k'), .value = 1});
    refuses(
        "Invalid value -1 for parameter 'timestamp' supplied: metric 'm' (value=1.0). "
        "Timestamp must be a nonnegative long (64-bit integer) ",
        {.key = "m", .value = 1, .timestamp = -1});
    refuses("Both dataset_name and dataset_digest must be provided if one is provided",
            {.key = "m", .value = 1, .dataset_name = "d"});
    refuses("Both dataset_name and dataset_digest must be provided if one is provided",
            {.key = "m", .value = 1, .dataset_digest = "d"});
    CHECK(store.get_run(run).data.metrics.empty());
  }
  SUBCASE("a dataset that would tear the line apart is refused, which MLflow forgets") {
    for (const std::string name : {"my data", "a\tb", "a\nb",
                                   "a\x1c"
                                   "b",
                                   "a\u0085b", "a\u2028b"}) {
      CAPTURE(name);
      refuses("cannot contain blanks",
              {.key = "m", .value = 1, .dataset_name = name, .dataset_digest = "d"});
      refuses("cannot contain blanks",
              {.key = "m", .value = 1, .dataset_name = "d", .dataset_digest = name});
    }
  }
  SUBCASE("a run and a model must be there") {
    check_error(ErrorCode::resource_does_not_exist, "not found",
                [&] { store.log_metric(std::string(32, 'a'), {.key = "m", .value = 1}); });
    check_error(ErrorCode::resource_does_not_exist, "Model 'm-1' not found",
                [&] { store.log_metric(run, {.key = "m", .value = 1, .model_id = "m-1"}); });
    CHECK(store.get_run(run).data.metrics.empty());
  }
}

void keys(Store& store, const std::string& run) {
  SUBCASE("keys of every allowed form come back") {
    const std::vector<std::string> all{"a b",     "a:b",        "a-b.c",
                                       ".hidden", "train/loss", "train/deep/er",
                                       "é",       "日本",       std::string(250, 'k')};
    for (const std::string& key : all) {
      store.log_metric(run, {.key = key, .value = 1, .timestamp = 1});
      CHECK(history_of(store, run, key).size() == 1);
    }
    CHECK(store.get_run(run).data.metrics.size() == all.size());
  }
  SUBCASE("keys differ by case") {
    store.log_metric(run, {.key = "Loss", .value = 1});
    store.log_metric(run, {.key = "loss", .value = 2});
    CHECK(store.get_run(run).data.metrics.size() == 2);
  }
  SUBCASE("'a' and 'a/b' exclude each other") {
    store.log_metric(run, {.key = "a", .value = 1});
    check_failure(Failure::conflict, [&] { store.log_metric(run, {.key = "a/b", .value = 1}); });
    store.log_metric(run, {.key = "c/d", .value = 1});
    check_failure(Failure::conflict, [&] { store.log_metric(run, {.key = "c", .value = 1}); });
    CHECK(store.get_run(run).data.metrics.size() == 2);
  }
  SUBCASE("a key that is but the beginning of others is an unknown key") {
    store.log_metric(run, {.key = "c/d", .value = 1});
    CHECK(history_of(store, run, "c").empty());
    CHECK(history_of(store, run, "c/d/e").empty());
  }
}

void latest_rule(Store& store, const std::string& run) {
  SUBCASE("the highest step is the latest, whatever came last") {
    CHECK(
        latest(store, run,
               {{.value = 3, .timestamp = 30, .step = 3}, {.value = 1, .timestamp = 90, .step = 1}})
            .value == 3);
  }
  SUBCASE("of one step the latest time counts") {
    CHECK(latest(store, run,
                 {{.value = 1, .timestamp = 9},
                  {.value = 3, .timestamp = 5},
                  {.value = 2, .timestamp = 7}})
              .value == 1);
  }
  SUBCASE("of one step and time the greatest value counts") {
    CHECK(latest(store, run, {{.value = 1}, {.value = infinity}, {.value = 2}}).value == infinity);
  }
  SUBCASE("steps below zero are below zero") {
    CHECK(latest(store, run, {{.value = 1, .step = -1}, {.value = 2, .step = -5}}).value == 1);
  }
  SUBCASE("a NaN that came first stays") {
    CHECK(std::isnan(latest(store, run, {{.value = not_a_number}, {.value = 5}}).value));
  }
  SUBCASE("a NaN that comes later never wins") {
    CHECK(latest(store, run, {{.value = 5}, {.value = not_a_number}, {.value = 4}}).value == 5);
  }
  SUBCASE("a NaN of a later step is the latest") {
    CHECK(std::isnan(latest(store, run, {{.value = 5}, {.value = not_a_number, .step = 1}}).value));
  }
}

void history(Store& store, const std::string& run) {
  for (int i = 0; i < 10; ++i) {
    store.log_metric(
        run, {.key = "m", .value = static_cast<double>(i), .timestamp = 100 - i, .step = i % 3});
  }
  SUBCASE("the history is every point in the order of logging") {
    store.log_metric(run, {.key = "m", .value = 9, .timestamp = 91, .step = 0});  // once more
    const auto points = history_of(store, run, "m");
    REQUIRE(points.size() == 11);
    for (int i = 0; i < 10; ++i) {
      CHECK(points[static_cast<std::size_t>(i)].value == i);
    }
    CHECK(points[9] == points[9]);
  }
  SUBCASE("the visitor can stop") {
    int seen = 0;
    store.metric_history(run, "m", [&](const Metric&) { return ++seen < 4; });
    CHECK(seen == 4);
  }
  SUBCASE("an unknown key has no points; an unknown run is an error") {
    CHECK(history_of(store, run, "nope").empty());
    check_error(ErrorCode::resource_does_not_exist, "not found",
                [&] { (void)history_of(store, std::string(32, 'a'), "m"); });
    check_error(ErrorCode::invalid_parameter_value, "Names may",
                [&] { (void)history_of(store, run, "../x"); });
  }
}

}  // namespace

void metrics_contract(StorePlace& place) {
  const auto store = place.open();
  const std::string run = new_run(*store, store->create_experiment({.name = "iris"}));
  SUBCASE("values") {
    values(*store, place, run);
  }
  SUBCASE("refusing") {
    refusing(*store, run);
  }
  SUBCASE("keys") {
    keys(*store, run);
  }
  SUBCASE("latest") {
    latest_rule(*store, run);
  }
  SUBCASE("history") {
    history(*store, run);
  }
  CHECK(place.warnings.empty());
}

}  // namespace mltrack::test
