#include "mltrack/store/tree_copy.hpp"

#include "support/sample_runs.hpp"
#include "support/temp_dir.hpp"
#include "support/tree.hpp"

#include "mltrack/host/host.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <filesystem>

using namespace mltrack;

namespace {

/// Two places in one memory; `/a/mlruns` has the sample.
struct Places {
  Host host = memory_host();
  std::unique_ptr<Store> from = open("/a/mlruns");
  test::SampleRuns sample = test::make_sample_runs(*from);
  std::vector<CopyEvent> events;
  std::vector<std::string> warnings;

  Places() = default;
  Places(const Places&) = delete;
  Places& operator=(const Places&) = delete;

  [[nodiscard]] std::unique_ptr<Store> open(const std::string& uri) {
    return open_store(
        host, {.uri = uri, .warn = [this](const std::string& text) { warnings.push_back(text); }});
  }
  CopyTotals copy(const std::string& to = "/b/mlruns", bool dry_run = false) {
    events.clear();
    const auto copy = open_tree_copy(
        host, "/a/mlruns", to,
        {.warn = [this](const std::string& text) { warnings.push_back(text); }, .dry_run = dry_run},
        [this](const CopyEvent& event) { events.push_back(event); });
    copy->copy_all();
    return copy->totals();
  }
  [[nodiscard]] std::map<std::string, std::string> files(const std::string& root) const {
    return test::all_files(*host.files, root);
  }
  [[nodiscard]] std::string run_path(const std::string& tree, const std::string& id) {
    return tree + "/" + open(tree)->get_run_info(id).experiment_id + "/" + id;
  }
  [[nodiscard]] std::string get(const std::string& path) const {
    return test::get_file(*host.files, path).value_or("(no file)");
  }
  [[nodiscard]] std::vector<std::string> details(CopyAction action) const {
    std::vector<std::string> found;
    for (const CopyEvent& event : events) {
      if (event.action == action) {
        found.push_back(event.detail);
      }
    }
    return found;
  }
};

/// All that is in it, wherever it is.
Run without_place(Run run) {
  run.info.artifact_uri = "";
  run.info.experiment_id = "";
  return run;
}

}  // namespace

TEST_CASE("tree copy: a copy has everything, and the second changes nothing") {
  Places places;
  const CopyTotals first = places.copy();
  CHECK(first.added == 3);
  CHECK(first.conflicts == 0);
  const auto to = places.open("/b/mlruns");
  for (const std::string& id : {places.sample.first, places.sample.second, places.sample.third}) {
    CHECK(without_place(to->get_run(id)) == without_place(places.from->get_run(id)));
    CHECK(to->get_run_info(id).artifact_uri ==
          "file:///b/mlruns/" + to->get_run_info(id).experiment_id + "/" + id + "/artifacts");
  }
  CHECK(test::history_of(*to, places.sample.first, "auc") ==
        test::history_of(*places.from, places.sample.first, "auc"));
  const auto before = places.files("/b/mlruns");
  const CopyTotals second = places.copy();
  CHECK(second.added == 0);
  CHECK(second.carried_on == 0);
  CHECK(second.unchanged == 3);
  CHECK(second.bytes == 0);
  CHECK(places.events.empty());
  CHECK(places.files("/b/mlruns") == before);
  CHECK(places.warnings.empty());
}

TEST_CASE("tree copy: a dry run says what the copy does and makes nothing") {
  Places places;
  const CopyTotals dry = places.copy("/b/mlruns", true);
  const auto told = places.details(CopyAction::added);
  CHECK(places.files("/b").empty());
  const CopyTotals real = places.copy();
  CHECK(dry.added == real.added);
  CHECK(places.details(CopyAction::added) == told);
}

TEST_CASE("tree copy: an experiment joins the one of its name, the runs say so") {
  Places places;
  const auto to = places.open("/b/mlruns");
  const std::string iris = to->create_experiment({.name = "iris", .tags = {{"team", "red"}}});
  places.copy();
  CHECK(to->get_run_info(places.sample.first).experiment_id == iris);
  CHECK(places.get("/b/mlruns/" + iris + "/" + places.sample.first + "/meta.yaml")
            .find("/b/mlruns/" + iris + "/") != std::string::npos);
  CHECK(to->get_experiment(iris).tags == std::vector<Tag>{{"team", "red"}});
  CHECK(to->get_run(places.sample.first).inputs.datasets.size() == 1);
}

TEST_CASE("tree copy: an id of the old kind that is somebody else's is given anew") {
  Places places;
  test::put_file(*places.host.files, "/a/mlruns/1/meta.yaml",
                 "artifact_location: file:///a/mlruns/1\nexperiment_id: '1'\n"
                 "lifecycle_stage: active\nname: old\nunknown: kept\n");
  test::put_file(*places.host.files, "/b/mlruns/1/meta.yaml",
                 "artifact_location: file:///b/mlruns/1\nexperiment_id: '1'\n"
                 "lifecycle_stage: active\nname: other\n");
  places.copy();
  const auto to = places.open("/b/mlruns");
  const auto old = to->find_experiment_by_name("old");
  REQUIRE(old);
  CHECK(old->experiment_id.size() == 18);
  CHECK(places.get("/b/mlruns/" + old->experiment_id + "/meta.yaml").find("unknown: kept\n") !=
        std::string::npos);
  CHECK(to->get_experiment("1").name == "other");
}

TEST_CASE("tree copy: metrics are carried on by what is new at their end") {
  Places places;
  places.copy();
  const std::string& run = places.sample.first;
  const std::string a = places.run_path("/a/mlruns", run) + "/metrics/auc";
  const std::string b = places.run_path("/b/mlruns", run) + "/metrics/auc";
  const std::string both = places.get(a);
  const auto after = [&](const std::string& mine, const std::string& theirs) {
    test::put_file(*places.host.files, a, mine);
    test::put_file(*places.host.files, b, theirs);
    places.copy();
    return places.get(b);
  };
  CHECK(after(both + "3 1.0 2\n", both) == both + "3 1.0 2\n");
  CHECK(places.details(CopyAction::carried_on).size() == 1);
  CHECK(after(both, both + "3 1.0 2\n") == both + "3 1.0 2\n");  // it is ahead
  CHECK(places.events.empty());
  CHECK(after(both + "3 1.0 2\n", both + "3 1.") == both + "3 1.0 2\n");  // torn in the middle
  CHECK(after(both + "3 1.0 2\n", both + "99") == both + "3 1.0 2\n");    // torn, and of another
  CHECK(after(both + "99", both + "3 1.0 2\n") == both + "3 1.0 2\n");    // torn here
  CHECK(places.details(CopyAction::conflict).empty());
  CHECK(after(both + "3 1.0 2\n", both + "4 0.5 2\n") == both + "4 0.5 2\n");
  CHECK(places.details(CopyAction::conflict) ==
        std::vector<std::string>{"metrics/auc went on in both, each in its own way"});
  std::string long_one = both;
  for (int i = 0; i < 50'000; ++i) {
    long_one += fmt::format("{} 0.25 {}\n", i, i);
  }
  CHECK(after(long_one, both) == long_one);
}

TEST_CASE("tree copy: a param keeps its value, unless that is empty; new ones come along") {
  Places places;
  places.copy();
  const std::string& run = places.sample.first;
  places.from->log_param(run, {"new", "1"});
  test::put_file(*places.host.files, places.run_path("/a/mlruns", run) + "/params/lr", "9");
  test::put_file(*places.host.files, places.run_path("/b/mlruns", run) + "/params/depth", "");
  const CopyTotals totals = places.copy();
  CHECK(totals.conflicts == 1);
  CHECK(places.details(CopyAction::conflict) ==
        std::vector<std::string>{"params/lr is '9' here and '0.01' there"});
  const Run copied = places.open("/b/mlruns")->get_run(run);
  CHECK(copied.data.params == std::vector<Param>{{"depth", "3"}, {"lr", "0.01"}, {"new", "1"}});
}

TEST_CASE("tree copy: a run that has ended ends in the copy, which keeps its place") {
  Places places;
  places.copy();
  const std::string& run = places.sample.first;
  places.from->update_run(run, {.status = RunStatus::failed, .end_time = 5000});
  places.copy();
  const auto to = places.open("/b/mlruns");
  CHECK(to->get_run_info(run).status == RunStatus::failed);
  CHECK(to->get_run_info(run).end_time == 5000);
  CHECK(to->get_run_info(run).artifact_uri.starts_with("file:///b/"));
}

TEST_CASE("tree copy: what is not understood, empty folders and the trash come along") {
  Places places;
  const std::string& run = places.sample.first;
  const std::string path = places.run_path("/a/mlruns", run);
  test::put_file(*places.host.files, path + "/own/deep/file.bin", std::string("\0\xff\n", 3));
  test::put_file(*places.host.files, path + "/artifacts/model/w.bin", "weights");
  test::put_file(*places.host.files, "/a/mlruns/" + places.sample.experiment + "/notes.txt", "x");
  places.from->delete_run(places.sample.second);
  places.from->delete_experiment(places.sample.other_experiment);
  places.copy();
  const std::string copied = places.run_path("/b/mlruns", run);
  CHECK(places.get(copied + "/own/deep/file.bin") == std::string("\0\xff\n", 3));
  CHECK(places.get(copied + "/artifacts/model/w.bin") == "weights");
  CHECK(places.get("/b/mlruns/" + places.sample.experiment + "/notes.txt") == "x");
  const auto to = places.open("/b/mlruns");
  CHECK(to->get_run_info(places.sample.second).lifecycle_stage == LifecycleStage::deleted);
  CHECK(to->get_experiment(places.sample.other_experiment).lifecycle_stage ==
        LifecycleStage::deleted);
  CHECK(places.files("/b/mlruns")
            .contains(places.run_path("/b/mlruns", places.sample.second) + "/artifacts/"));
}

TEST_CASE("tree copy: a run that cannot be read is left out, and told") {
  Places places;
  test::put_file(*places.host.files,
                 places.run_path("/a/mlruns", places.sample.first) + "/meta.yaml", "{{");
  const CopyTotals totals = places.copy();
  CHECK(totals.added == 2);
  CHECK(totals.left_out == 1);
  CHECK_FALSE(places.open("/b/mlruns")->find_run_info(places.sample.first));
}

TEST_CASE("tree copy: what was cut short is finished by the next copy") {
  Places places;
  places.copy();
  const auto whole = places.files("/b/mlruns");
  const std::string path = places.run_path("/b/mlruns", places.sample.first);
  // As after a stop before the last step: the run is not seen.
  test::remove_file(*places.host.files, path + "/meta.yaml");
  test::remove_file(*places.host.files, path + "/params/lr");
  CHECK_FALSE(places.open("/b/mlruns")->find_run_info(places.sample.first));
  CHECK(places.copy().added == 1);
  CHECK(places.files("/b/mlruns") == whole);
}

TEST_CASE("tree copy: a run comes with the dataset it refers to") {
  Places places;
  const auto copy = open_tree_copy(places.host, "/a/mlruns", "/b/mlruns",
                                   {.warn = [](const std::string&) {}}, [](const CopyEvent&) {});
  copy->copy_run(places.sample.first);
  const auto to = places.open("/b/mlruns");
  CHECK(to->get_run(places.sample.first).inputs.datasets.size() == 1);
  CHECK_FALSE(to->find_run_info(places.sample.second));
  test::check_failure(Failure::not_found, [&] { copy->copy_run("nix"); });
}

TEST_CASE("tree copy: registered models come along; another version of a number is a conflict") {
  Places places;
  const auto version = [](const std::string& run) {
    return "creation_timestamp: 5\ncurrent_stage: None\nname: m\nrun_id: " + run +
           "\nsource: file:///a/mlruns/0/" + run + "/artifacts/m\nversion: 1\n";
  };
  test::put_file(*places.host.files, "/a/mlruns/models/m/meta.yaml", "name: m\n");
  test::put_file(*places.host.files, "/a/mlruns/models/m/aliases/best", "1");
  test::put_file(*places.host.files, "/a/mlruns/models/m/version-1/meta.yaml", version("r"));
  places.copy();
  CHECK(places.get("/b/mlruns/models/m/aliases/best") == "1");
  CHECK(places.get("/b/mlruns/models/m/version-1/meta.yaml")
            .find("source: file:///b/mlruns/0/r/artifacts/m\n") != std::string::npos);
  CHECK(places.copy().conflicts == 0);
  test::put_file(*places.host.files, "/a/mlruns/models/m/version-1/meta.yaml", version("other"));
  test::put_file(*places.host.files, "/a/mlruns/models/m/version-2/meta.yaml", version("r2"));
  CHECK(places.copy().conflicts == 1);
  CHECK(places.details(CopyAction::conflict) ==
        std::vector<std::string>{"version-1 is another one there"});
  CHECK(places.get("/b/mlruns/models/m/version-2/meta.yaml").find("r2") != std::string::npos);
}

TEST_CASE("tree copy: of tags and artifacts the newer file stays; links are left out, and told") {
  const test::TempDir place;
  Host host = real_host();
  const auto from = open_store(host, {.uri = place / "a", .warn = [](const std::string&) {}});
  const std::string run = test::new_run(*from, from->create_experiment({.name = "iris"}));
  const std::string id = from->get_run_info(run).experiment_id;
  const std::string a = "a/" + id + "/" + run;
  const std::string b = "b/" + id + "/" + run;
  for (const char* name : {"/tags/changed", "/tags/kept", "/artifacts/log.txt"}) {
    place.put(a + name, "old");
  }
  place.put("secret", "not of the tree");
  std::filesystem::create_symlink(place / "secret", place / (a + "/artifacts/link"));
  std::vector<std::string> left_out;
  const auto copy = [&] {
    const auto one =
        open_tree_copy(host, place / "a", place / "b", {.warn = [](const std::string&) {}},
                       [&](const CopyEvent& event) {
                         if (event.action == CopyAction::left_out) {
                           left_out.push_back(event.detail);
                         }
                       });
    one->copy_all();
    return one->totals();
  };
  copy();
  CHECK(left_out == std::vector<std::string>{"artifacts/link is a symbolic link"});
  CHECK_FALSE(std::filesystem::exists(place / (b + "/artifacts/link")));
  using std::chrono::hours;
  const auto write = [&](const std::string& path, std::string_view text, hours later) {
    place.put(path, text);
    std::filesystem::last_write_time(place / path,
                                     std::filesystem::file_time_type::clock::now() + later);
  };
  write(a + "/tags/changed", "new", hours(1));
  write(a + "/artifacts/log.txt", "longer", hours(1));
  write(a + "/tags/kept", "new", hours(1));
  write(b + "/tags/kept", "mine", hours(2));
  const CopyTotals totals = copy();
  CHECK(totals.carried_on == 1);
  CHECK(totals.conflicts == 0);
  CHECK(place.get(b + "/tags/changed") == "new");
  CHECK(place.get(b + "/artifacts/log.txt") == "longer");
  CHECK(place.get(b + "/tags/kept") == "mine");
}
