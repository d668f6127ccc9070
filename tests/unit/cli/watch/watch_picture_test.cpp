#include "cli/watch/watch_picture.hpp"

#include "mltrack/base/unicode.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace mltrack;       // NOLINT(google-build-using-namespace)
using namespace mltrack::cli;  // NOLINT(google-build-using-namespace)

namespace {

constexpr std::int64_t start = 1'764'000'000'000;

WatchedRun run_of(const std::string& name, RunStatus status = RunStatus::running) {
  RunInfo info;
  info.run_id = std::string(32, 'a');
  info.run_name = name;
  info.status = status;
  info.start_time = start;
  if (status != RunStatus::running) {
    info.end_time = start + 61'000;
  }
  return WatchedRun(info);
}

void log(WatchedRun& run, const std::string& key, const std::vector<double>& values) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto step = static_cast<std::int64_t>(i);
    run.take({.key = key, .value = values[i], .timestamp = start + step * 500, .step = step});
  }
}

std::string text_of(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) {
    text += line + "\n";
  }
  return text;
}

}  // namespace

TEST_CASE("watch picture: one run has its metrics below each other") {
  WatchedRun run = run_of("trial-5");
  log(run, "loss", {8, 4, 2, 1});
  log(run, "auc", {0.5});
  CHECK(text_of(watch_picture({&run}, {.now_ms = start + 41'000})) ==
        R"(trial-5  aaaaaaaa  RUNNING 41s  step 3  2 steps/s  last point 39s ago
auc   0.5  ▁                                      min 0.5  max 0.5
loss    1  █▄▂▁                                   min 1  max 8
)");
}

TEST_CASE("watch picture: several runs are a table, those that go on first") {
  WatchedRun over = run_of("over", RunStatus::failed);
  WatchedRun run = run_of("a-run");
  log(over, "loss", {1, 2});
  log(run, "loss", {8, 4, 2, 1.5});
  log(run, "system/cpu", {1});
  CHECK(text_of(watch_picture({&over, &run}, {.columns = 72, .now_ms = start + 61'000})) ==
        R"(1 running, 1 ended
RUN    STATUS     TOOK  STEP  LAST  loss      system/cpu
a-run  RUNNING  1m 01s     3   59s  1.5 █▄▁▁  1 ▁
over   FAILED   1m 01s     1    1m    2 ▁█    -
)");
}

TEST_CASE("watch picture: nothing to watch is said") {
  CHECK(text_of(watch_picture({}, {})) ==
        "No run is running. Runs that start will show up here.\n");
  WatchedRun run = run_of("a");
  CHECK(text_of(watch_picture({&run}, {.now_ms = start})) ==
        "a  aaaaaaaa  RUNNING 0s\nno metric yet\n");
}

TEST_CASE("watch picture: never larger than the terminal, whatever there is") {
  std::vector<WatchedRun> runs;
  for (int i = 0; i < 40; ++i) {
    runs.push_back(run_of("run \x1b[31m 日本語 with a long name " + std::to_string(i)));
    for (int key = 0; key < 30; ++key) {
      log(runs.back(), "metric/with/a/long/name/" + std::to_string(key), {1e300, -1e300, NAN, 5});
    }
  }
  std::vector<const WatchedRun*> all;
  for (const WatchedRun& run : runs) {
    all.push_back(&run);
  }
  for (const std::size_t columns : {1U, 20U, 40U, 80U, 200U}) {
    for (const std::size_t rows : {1U, 2U, 3U, 10U, 24U, 100U}) {
      for (const auto& shown : {all, std::vector<const WatchedRun*>{all[0]}}) {
        const auto lines =
            watch_picture(shown, {.columns = columns, .rows = rows, .now_ms = start});
        CHECK(lines.size() <= rows);
        for (const std::string& line : lines) {
          CHECK(display_width(line) <= columns);
          CHECK(line.find('\x1b') == std::string::npos);
        }
      }
    }
  }
  CHECK(watch_picture(all, {.rows = 10}).back() == "and 33 more runs");
  CHECK(watch_picture({all[0]}, {.rows = 10}).back() ==
        "and 22 more metrics: --metric KEY chooses");
}

TEST_CASE("watch picture: shows the metrics that were asked for, in that order") {
  WatchedRun run = run_of("a");
  log(run, "a", {1});
  log(run, "b", {2});
  const auto lines = watch_picture({&run}, {.now_ms = start, .metrics = {"b", "nothing"}});
  REQUIRE(lines.size() == 3);
  CHECK(lines[1].starts_with("b        2"));
  CHECK(lines[2] == "nothing  -");
}

TEST_CASE("watched run: the last value is MLflow's, the rate is of the last steps") {
  WatchedRun run = run_of("a");
  run.take({.key = "m", .value = 5, .timestamp = start, .step = 10});
  run.take({.key = "m", .value = 4, .timestamp = start + 1000, .step = 3});
  CHECK(run.metrics.at("m").last.value == 5);
  CHECK(run.metrics.at("m").lowest == 4);
  CHECK(run.step() == 10);
  CHECK(run.last_time() == start + 1000);
  CHECK_FALSE(run.steps_per_second().has_value());
  for (std::int64_t step = 11; step < 200; ++step) {
    run.take({.key = "m",
              .value = NAN,
              .timestamp = start + 1000 + step * (step < 100 ? 1000 : 250),
              .step = step});
  }
  CHECK(run.steps_per_second().value() == doctest::Approx(4));
  CHECK(run.metrics.at("m").highest == 5);
}

TEST_CASE("trend: keeps the course in the same space, however long it is") {
  Trend trend;
  for (int i = 0; i < 100; ++i) {
    trend.add(i);
  }
  CHECK(trend.means().size() == 100);
  CHECK(trend.means()[7] == 7);
  for (int i = 100; i < 1'000'000; ++i) {
    trend.add(i);
  }
  trend.add(NAN);
  trend.add(INFINITY);
  const auto means = trend.means();
  CHECK(means.size() <= 128);
  CHECK(means.size() >= 64);
  CHECK(means.front() == doctest::Approx(means[1] / 3).epsilon(0.01));
  CHECK(means.back() > 980'000);
  Trend large;
  for (int i = 0; i < 1000; ++i) {
    large.add(i % 2 == 0 ? 1.7e308 : -1.7e308);
  }
  for (const double mean : large.means()) {
    CHECK(std::isfinite(mean));
  }
}
