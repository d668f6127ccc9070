#include "store/file/layout.hpp"

#include "store/file/run_names.hpp"

#include "mltrack/host/random.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

using namespace mltrack;

TEST_CASE("layout: what MLflow takes for an experiment and for a run") {
  for (const std::string name : {"0", "583620155180375215", "foo", ".hidden", "models2"}) {
    CHECK(layout::may_be_experiment(name));
  }
  for (const std::string name : {".trash", "x.trash", "models"}) {
    CHECK_FALSE(layout::may_be_experiment(name));
  }
  CHECK(layout::may_be_run("87fb1c0f5ef51055931afb4effbc34e3"));
  for (const std::string name : {"tags", "datasets", "traces", "models"}) {
    CHECK_FALSE(layout::may_be_run(name));
  }
}

TEST_CASE("layout: paths are joined in one place") {
  CHECK(layout::join("a", "b") == "a/b");
  CHECK(layout::join("/", "b") == "/b");
  CHECK(layout::run("583", "acf") == "583/acf");
  CHECK(layout::trashed("583") == ".trash/583");
  CHECK(layout::metric("val/loss") == "metrics/val/loss");
  CHECK(layout::model("m-1") == "models/m-1");
}

TEST_CASE("layout: datasets and inputs are named as MLflow names them") {
  // MD5 of "ds" + "dig123", and of that with a run's id.
  CHECK(layout::dataset_id("ds", "dig123") == layout::dataset_id("dsd", "ig123"));
  CHECK(layout::dataset_id("a", "") == "0cc175b9c0f1b6a831c399e269772661");
  CHECK(layout::input_id("ab", "c") == "900150983cd24fb0d6963f7d28e17f72");
}

TEST_CASE("run_names: three words of at most 20 characters, rarely the same") {
  const auto random = seeded_random(5);
  std::set<std::string> names;
  for (int i = 0; i < 2000; ++i) {
    const std::string name = generate_run_name(*random);
    REQUIRE(name.size() <= 20);
    REQUIRE(std::count(name.begin(), name.end(), '-') == 2);
    REQUIRE(name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos);
    const int number = std::stoi(name.substr(name.rfind('-') + 1));
    REQUIRE(number <= 1000);
    names.insert(name);
  }
  CHECK(names.size() > 1990);
}
