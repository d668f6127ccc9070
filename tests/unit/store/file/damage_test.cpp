// Trees that somebody or something damaged: one bad file costs its own value or run, never others.

#include "support/file_store_world.hpp"
#include "support/sample_runs.hpp"
#include "support/temp_dir.hpp"

#include <doctest/doctest.h>

#include <sys/stat.h>
#include <unistd.h>

using namespace mltrack;
using test::check_error;
using test::FileStoreWorld;

namespace {

struct Damaged : FileStoreWorld {
  test::SampleRuns sample = test::make_sample_runs(*store);
  std::string run = root + "/" + sample.experiment + "/" + sample.first;

  [[nodiscard]] std::size_t found() {
    return store->search_runs({.experiment_ids = {sample.experiment, sample.other_experiment}})
        .items.size();
  }
  /// The text in one of the warnings?
  [[nodiscard]] bool warned_of(std::string_view text) const {
    for (const std::string& warning : warnings) {
      if (warning.find(text) != std::string::npos) {
        return true;
      }
    }
    return false;
  }
};

}  // namespace

TEST_CASE("file store: a run whose meta.yaml is damaged is left out, with one warning") {
  for (const std::string text :
       {"", "run_id: [", "- a list", "just text", "\xff\xfe", "run_id: x\n", "a: &x 1\nb: *x\n"}) {
    CAPTURE(text);
    Damaged tree;
    tree.put(tree.run + "/meta.yaml", text);
    CHECK(tree.found() == 2);
    CHECK(tree.found() == 2);
    CHECK(tree.warnings.size() == 1);
    CHECK(tree.warned_of(tree.run + "/meta.yaml"));
    CHECK_THROWS_AS((void)tree.store->find_run(tree.sample.first), Error);
  }
}

TEST_CASE("file store: a directory without meta.yaml is no run, and that is nothing to tell") {
  Damaged tree;
  tree.remove(tree.run + "/meta.yaml");
  CHECK(tree.found() == 2);
  CHECK(tree.warnings.empty());
  CHECK_FALSE(tree.store->find_run(tree.sample.first).has_value());
}

TEST_CASE("file store: a damaged metric file costs its bad lines only") {
  Damaged tree;
  tree.put(tree.run + "/metrics/auc", "1 0.5 0\nnonsense\n2 0.9 1\n");
  CHECK(tree.found() == 3);
  CHECK(find_by_key(tree.store->get_run(tree.sample.first).data.metrics, "auc")->value == 0.9);
  CHECK(tree.warned_of("line 2 is no point of a metric"));
  tree.put(tree.run + "/metrics/auc", "");
  const Run run = tree.store->get_run(tree.sample.first);
  CHECK(find_by_key(run.data.metrics, "auc") == nullptr);
  CHECK(find_by_key(run.data.metrics, "val/loss") != nullptr);
  CHECK(tree.warned_of("the metric file is empty"));
}

TEST_CASE("file store: a file whose name is no key is told and left out") {
  Damaged tree;
  tree.put(tree.run + "/params/lr~", "backup of an editor");
  tree.put(tree.run + "/metrics/.loss#1", "x");
  const Run run = tree.store->get_run(tree.sample.first);
  CHECK(run.data.params.size() == 2);
  CHECK(run.data.metrics.size() == 2);
  CHECK(tree.warned_of("/params/lr~: no name that MLflow allows"));
}

TEST_CASE("file store: with --strict damage is an error") {
  Damaged tree;
  tree.put(tree.run + "/params/lr~", "x");
  const auto strict = tree.open({.damage = Damage::fail});
  check_error(ErrorCode::internal_error, "/params/lr~",
              [&] { (void)strict->get_run(tree.sample.first); });
  tree.remove(tree.run + "/params/lr~");
  tree.put(tree.run + "/meta.yaml", "");
  check_error(ErrorCode::internal_error, "/meta.yaml",
              [&] { (void)strict->search_runs({.experiment_ids = {tree.sample.experiment}}); });
}

TEST_CASE("file store: an experiment that cannot be read is left out of listings") {
  Damaged tree;
  tree.put(tree.root + "/" + tree.sample.experiment + "/meta.yaml", "name: [");
  CHECK(test::names_of(tree.store->search_experiments({})) ==
        std::vector<std::string>{"digits", "Default"});
  CHECK(tree.warned_of("(experiment skipped)"));
  CHECK_THROWS_AS((void)tree.store->find_experiment(tree.sample.experiment), Error);
}

TEST_CASE("file store: a directory that MLflow cannot list is told, not shown") {
  Damaged tree;
  tree.put(tree.root + "/.ipynb_checkpoints/x", "");
  tree.put(tree.root + "/models/m/meta.yaml", "name: m\n");
  tree.put(tree.root + "/old.trash/x", "");
  tree.put(tree.root + "/README.md", "");
  CHECK(tree.store->search_experiments({}).items.size() == 3);
  CHECK(tree.warnings.size() == 1);
  CHECK(tree.warned_of("Invalid experiment ID: '.ipynb_checkpoints'"));
}

TEST_CASE("file store: an input without meta.yaml or dataset costs that input") {
  Damaged tree;
  const std::string inputs = tree.run + "/inputs";
  std::string input;
  tree.disk->open(inputs)->list([&](const DirectoryEntry& entry) { input = entry.name; });
  tree.put(inputs + "/empty/x", "");
  CHECK(tree.store->get_run(tree.sample.first).inputs.datasets.size() == 1);
  CHECK(tree.warned_of("has no meta.yaml"));
  tree.put(inputs + "/" + input + "/meta.yaml",
           "destination_id: x\nsource_id: gone\nsource_type: DATASET\ntags: {}\n");
  CHECK(tree.store->get_run(tree.sample.first).inputs.datasets.empty());
  CHECK(tree.warned_of("its dataset 'gone' is not there"));
  CHECK(tree.found() == 3);
}

TEST_CASE("file store: folders that a copy dropped for being empty are no damage") {
  Damaged tree;
  const auto other =
      tree.disk->open(tree.root + "/" + tree.sample.other_experiment + "/" + tree.sample.third);
  for (const char* folder : {"metrics", "params", "artifacts"}) {
    other->remove_directory(folder);
  }
  other->remove("tags/mlflow.runName");
  other->remove_directory("tags");
  CHECK(tree.store->get_run(tree.sample.third).info.run_name == "third");
  tree.store->log_metric(tree.sample.third, {.key = "a/b", .value = 1});
  tree.store->log_param(tree.sample.third, {"p", "1"});
  tree.store->update_run(tree.sample.third, {.run_name = "renamed"});
  tree.store->set_tag(tree.sample.third, {"t", "1"});
  CHECK(tree.store->get_run(tree.sample.third).data.tags.size() == 2);
  CHECK(tree.warnings.empty());
}

TEST_CASE("file store: a run's name comes from the tag only if meta.yaml has none") {
  Damaged tree;
  tree.put(tree.run + "/tags/mlflow.runName", "from the tag");
  CHECK(tree.store->get_run_info(tree.sample.first).run_name == "first");
  std::string text = tree.get(tree.run + "/meta.yaml");
  text.erase(text.find("run_name"), std::string("run_name: first\n").size());
  tree.put(tree.run + "/meta.yaml", text);
  CHECK(tree.store->get_run_info(tree.sample.first).run_name == "from the tag");
}

TEST_CASE("file store: what it does not know in a meta.yaml stays as it is") {
  Damaged tree;
  const std::string path = tree.run + "/meta.yaml";
  tree.put(path, tree.get(path) + "zz_future: {a: [1,   2]}  # kept\n");
  tree.store->update_run(tree.sample.first, {.status = RunStatus::finished});
  tree.store->delete_run(tree.sample.first);
  tree.store->restore_run(tree.sample.first);
  CHECK(tree.get(path).find("zz_future: {a: [1,   2]}  # kept\n") != std::string::npos);
  CHECK(tree.get(path).find("deleted_time") == std::string::npos);
}

TEST_CASE("file store: text that is not UTF-8 is told, and kept as it is") {
  Damaged tree;
  tree.put(tree.run + "/params/p", "caf\xe9 noir");
  tree.put(tree.run + "/tags/t", "\xff");
  CHECK(tree.found() == 3);
  CHECK(tree.warnings.size() == 2);
  CHECK(tree.warned_of("/params/p: not valid UTF-8"));
  CHECK(tree.warned_of("/tags/t: not valid UTF-8"));
  const Run found = tree.store->get_run(tree.sample.first);
  const Param* param = find_by_key(found.data.params, "p");
  REQUIRE(param != nullptr);
  CHECK(param->value == "caf\xe9 noir");
  tree.store = tree.open({.damage = Damage::fail});
  test::check_error(ErrorCode::internal_error, "not valid UTF-8",
                    [&] { (void)tree.store->get_run(tree.sample.first); });
}

TEST_CASE("file store: a link that leads nowhere is told") {
  const test::TempDir temp;
  Host host{posix_file_system(), stepping_clock(1'000'000), seeded_random(7)};
  std::vector<std::string> warnings;
  StoreOptions options{.uri = temp / "mlruns",
                       .warn = [&](const std::string& text) { warnings.push_back(text); }};
  const auto store = open_store(host, options);
  const test::SampleRuns sample = test::make_sample_runs(*store);
  const std::string run = temp / "mlruns/" + sample.experiment + "/" + sample.first;
  const Run before = store->get_run(sample.first);
  for (const char* folder : {"/metrics/", "/params/", "/tags/"}) {
    REQUIRE(symlink("nowhere", (run + folder + "link").c_str()) == 0);
  }
  REQUIRE(symlink("ring", (run + "/tags/ring").c_str()) == 0);
  CHECK(store->get_run(sample.first) == before);
  CHECK(warnings.size() == 4);
  CHECK(warnings.at(0).find("/metrics/link: a link that leads nowhere") != std::string::npos);
  options.damage = Damage::fail;
  test::check_error(ErrorCode::internal_error, "leads nowhere",
                    [&] { (void)open_store(host, options)->get_run(sample.first); });
}

TEST_CASE("file store: FIFOs and rings of links in a tree neither hang nor hide anything") {
  const test::TempDir temp;
  Host host{posix_file_system(), stepping_clock(1'000'000), seeded_random(7)};
  std::vector<std::string> warnings;
  const auto store = open_store(
      host,
      {.uri = temp / "mlruns", .warn = [&](const std::string& text) { warnings.push_back(text); }});
  const test::SampleRuns sample = test::make_sample_runs(*store);
  const std::string run = temp / "mlruns/" + sample.experiment + "/" + sample.first;
  REQUIRE(mkfifo((run + "/metrics/fifo").c_str(), 0666) == 0);
  REQUIRE(mkfifo((run + "/params/fifo").c_str(), 0666) == 0);
  REQUIRE(mkfifo((run + "/tags/fifo").c_str(), 0666) == 0);
  for (const char* name : {"one", "two", "three"}) {
    REQUIRE(symlink(".", (run + "/metrics/" + name).c_str()) == 0);
  }
  const Run found = store->get_run(sample.first);
  CHECK(found.data.metrics.size() == 2);
  CHECK(found.data.params.size() == 2);
  CHECK(found.data.tags.size() == 2);
  CHECK(warnings.size() == 3);
  CHECK(store->search_runs({.experiment_ids = {sample.experiment}}).items.size() == 2);
  CHECK(test::history_of(*store, sample.first, "auc").size() == 2);
  CHECK_THROWS_AS((void)test::history_of(*store, sample.first, "fifo"), Error);
  CHECK_THROWS_AS(store->log_metric(sample.first, {.key = "fifo", .value = 1}), Error);
  REQUIRE(unlink((run + "/meta.yaml").c_str()) == 0);
  REQUIRE(mkfifo((run + "/meta.yaml").c_str(), 0666) == 0);
  CHECK(store->search_runs({.experiment_ids = {sample.experiment}}).items.size() == 1);
}
