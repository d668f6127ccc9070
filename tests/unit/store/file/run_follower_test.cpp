#include "mltrack/store/run_follower.hpp"

#include "support/file_store_world.hpp"
#include "support/sample_runs.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace mltrack;
using test::FileStoreWorld;
using test::Primitive;

namespace {

struct Followed : FileStoreWorld {
  Followed() {
    experiment = store->create_experiment({.name = "e"});
    run = test::new_run(*store, experiment);
    follower = dynamic_cast<RunFollowing&>(*store).follow_run(store->get_run_info(run));
  }

  [[nodiscard]] std::string folder() const { return root + "/" + experiment + "/" + run; }
  void append(const std::string& key, const std::string& text) const {
    const std::string path = folder() + "/metrics/" + key;
    put(path, test::get_file(*disk, path).value_or("") + text);
  }
  std::vector<double> news() {
    std::vector<double> values;
    follower->new_points([&](const Metric& point) { values.push_back(point.value); });
    return values;
  }

  std::string experiment;
  std::string run;
  std::unique_ptr<RunFollower> follower;
};

using Values = std::vector<double>;

}  // namespace

TEST_CASE("run follower: reads what was appended, and nothing of what it read before") {
  Followed world;
  std::string lines;
  for (int step = 0; step < 50'000; ++step) {
    lines += "1 0.5 " + std::to_string(step) + "\n";
  }
  world.append("m", lines);
  CHECK(world.news().size() == 50'000);
  world.record.clear();
  CHECK(world.news().empty());
  INFO(world.record.text());
  CHECK(world.record.count(Primitive::open_reader) == 0);
  world.append("m", "1 7 50000\n");
  world.record.clear();
  CHECK(world.news() == Values{7});
  CHECK(world.record.count(Primitive::read, "/metrics/m") == 1);
}

TEST_CASE("run follower: a line without its end waits for it") {
  Followed world;
  world.append("m", "1 1 0\n1 2.");
  CHECK(world.news() == Values{1});
  CHECK(world.news().empty());
  world.append("m", "5 1\n1 3 2\n1");
  CHECK(world.news() == Values{2.5, 3});
}

TEST_CASE("run follower: a file that became shorter is read anew") {
  Followed world;
  world.append("m", "1 1 0\n1 2 1\n");
  CHECK(world.news() == Values{1, 2});
  world.put(world.folder() + "/metrics/m", "1 9 0\n");
  CHECK(world.news() == Values{9});
}

TEST_CASE("run follower: what is no point is left out and told once, also if it is endless") {
  Followed world;
  world.append("m", "1 1 0\nnonsense\n1 2 1\n" + std::string(200'000, 'x'));
  CHECK(world.news() == Values{1, 2});
  CHECK(world.warnings.size() == 1);
  CHECK(world.warnings[0].find("/metrics/m: a line is no point of a metric") != std::string::npos);
  world.append("m", "\n1 3 2\n");
  CHECK(world.news() == Values{3});
}

TEST_CASE("run follower: tells the directories in which something may change") {
  Followed world;
  world.append("m", "1 1 0\n");
  (void)world.news();
  using Names = std::vector<std::string>;
  CHECK(world.follower->directories() == Names{world.folder(), world.folder() + "/metrics"});
  world.append("val/deep/m", "1 1 0\n");
  (void)world.news();
  CHECK(world.follower->directories() == Names{world.folder(), world.folder() + "/metrics",
                                               world.folder() + "/metrics/val",
                                               world.folder() + "/metrics/val/deep"});
}

TEST_CASE("run follower: a run whose directory goes away has nothing new") {
  Followed world;
  world.append("m", "1 1 0\n");
  CHECK(world.news() == Values{1});
  world.remove(world.folder() + "/metrics/m");
  CHECK(world.news().empty());
}
