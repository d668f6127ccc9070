#include "store/file/meta.hpp"

#include "support/sample_runs.hpp"

#include <doctest/doctest.h>

using namespace mltrack;
using test::check_error;

namespace {

const std::string full_run =
    "artifact_uri: file:///data/mlruns/583/acf/artifacts\n"
    "end_time: 1795463296696\n"
    "entry_point_name: ''\n"
    "experiment_id: '583'\n"
    "lifecycle_stage: active\n"
    "run_id: acf\n"
    "run_name: skittish-bug-548\n"
    "source_name: ''\n"
    "source_type: 4\n"
    "source_version: ''\n"
    "start_time: 1795463296691\n"
    "status: 3\n"
    "tags: []\n"
    "user_id: bob\n";

/// The run with one line replaced, or left out where `line` is "".
RunInfo run_with(std::string_view key, const std::string& line) {
  std::string text = full_run;
  const auto begin = text.find(std::string(key) + ":");
  text.replace(begin, text.find('\n', begin) + 1 - begin, line.empty() ? "" : line + "\n");
  return meta::run_info_from(yaml::Document::parse(text), "583", "acf");
}

}  // namespace

TEST_CASE("meta: a run is written byte for byte as MLflow 3.17 writes it") {
  const RunInfo info{.run_id = "acf",
                     .experiment_id = "583",
                     .run_name = "skittish-bug-548",
                     .user_id = "bob",
                     .status = RunStatus::finished,
                     .start_time = 1795463296691,
                     .end_time = 1795463296696,
                     .artifact_uri = "file:///data/mlruns/583/acf/artifacts"};
  CHECK(yaml::emit(meta::map_of(info)) == full_run);
  CHECK(meta::run_info_from(yaml::Document::parse(full_run), "583", "acf") == info);
}

TEST_CASE("meta: an experiment is written byte for byte as MLflow 3.17 writes it") {
  const Experiment experiment{.experiment_id = "583620155180375215",
                              .name = "exp-A",
                              .artifact_location = "file:///data/mlruns/583620155180375215",
                              .creation_time = 1795463296687,
                              .last_update_time = 1795463296687};
  const std::string text = yaml::emit(meta::map_of(experiment));
  CHECK(text ==
        "artifact_location: file:///data/mlruns/583620155180375215\n"
        "creation_time: 1795463296687\n"
        "effective_trace_archival_retention: null\n"
        "experiment_id: '583620155180375215'\n"
        "last_update_time: 1795463296687\n"
        "lifecycle_stage: active\n"
        "name: exp-A\n"
        "trace_location: null\n"
        "workspace: default\n");
  CHECK(meta::experiment_from(yaml::Document::parse(text), "583620155180375215") == experiment);
}

TEST_CASE("meta: what a run lacks is what MLflow takes for it") {
  CHECK(run_with("end_time", "").end_time == std::nullopt);
  CHECK(run_with("end_time", "end_time: null").end_time == std::nullopt);
  CHECK(run_with("status", "").status == RunStatus::running);
  CHECK(run_with("lifecycle_stage", "").lifecycle_stage == LifecycleStage::active);
  CHECK(run_with("run_name", "").run_name.empty());
  CHECK(run_with("run_name", "run_name: null").run_name.empty());
  CHECK(run_with("artifact_uri", "").artifact_uri.empty());
  CHECK(run_with("user_id", "").user_id.empty());
}

TEST_CASE("meta: forms of other writers are read") {
  CHECK(run_with("experiment_id", "experiment_id: 583").experiment_id == "583");
  CHECK(run_with("start_time", "start_time: 1795463296691.25").start_time == 1795463296691);
  CHECK(run_with("run_id", "run_uuid: acf").run_id == "acf");
  CHECK(run_with("tags", "unknown: {a: [1, 2]}").run_id == "acf");
  CHECK(run_with("run_name", "run_name: 12").run_name == "12");
}

TEST_CASE("meta: a run that contradicts its place is in an invalid state") {
  for (const auto& [key, line] : {std::pair<std::string, std::string>{"run_id", "run_id: other"},
                                  {"experiment_id", "experiment_id: '584'"}}) {
    check_error(ErrorCode::invalid_state, "Run 'acf' metadata is in invalid state.",
                [&] { (void)run_with(key, line); });
  }
}

TEST_CASE("meta: what cannot be is an error that names the key or the value") {
  const auto fails = [](std::string_view text, std::string_view key, const std::string& line) {
    check_error(ErrorCode::internal_error, text, [&] { (void)run_with(key, line); });
  };
  fails("run status 9. Valid run statuses: [1, 2, 3, 4, 5]", "status", "status: 9");
  fails("run status nonsense", "status", "status: nonsense");
  fails("Invalid lifecycle stage 'x'", "lifecycle_stage", "lifecycle_stage: x");
  fails("'start_time' is not a time", "start_time", "start_time: yesterday");
  fails("'start_time' is not a time", "start_time", "start_time: 1.0e+300");
  fails("'run_id' is missing", "run_id", "");
  fails("'experiment_id' is missing", "experiment_id", "experiment_id: null");
}

TEST_CASE("meta: an experiment needs its id and name") {
  const std::string text = "artifact_location: x\nexperiment_id: '1'\nlifecycle_stage: active\n";
  check_error(ErrorCode::internal_error, "the key 'name' is missing",
              [&] { (void)meta::experiment_from(yaml::Document::parse(text), "1"); });
  check_error(ErrorCode::internal_error, "not the name of its directory",
              [&] { (void)meta::experiment_from(yaml::Document::parse(text + "name: n\n"), "2"); });
  const auto old = meta::experiment_from(yaml::Document::parse(text + "name: n\n"), "1");
  CHECK_FALSE(old.creation_time.has_value());
}

TEST_CASE("meta: datasets and their tags") {
  const Dataset dataset{.name = "ds",
                        .digest = "dig123",
                        .source_type = "local",
                        .source = R"({"uri": "x.csv"})",
                        .schema = std::nullopt,
                        .profile = R"({"n": 3})"};
  const std::string text = yaml::emit(meta::map_of(dataset));
  CHECK(text ==
        "digest: dig123\n"
        "name: ds\n"
        "profile: '{\"n\": 3}'\n"
        "schema: null\n"
        "source: '{\"uri\": \"x.csv\"}'\n"
        "source_type: local\n");
  CHECK(meta::dataset_from(yaml::Document::parse(text)) == dataset);
  check_error(ErrorCode::internal_error, "'source' is missing", [] {
    (void)meta::dataset_from(yaml::Document::parse("digest: d\nname: n\nsource_type: t\n"));
  });
  CHECK(meta::tags_from(yaml::Document::parse("tags:\n  a: b\n  n: 5\n  e: null\n"), "tags") ==
        std::vector<Tag>{{"a", "b"}, {"n", "5"}, {"e", ""}});
}
