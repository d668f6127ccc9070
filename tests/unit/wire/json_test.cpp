// The expected texts are what mlflow.utils.proto_json_utils.message_to_json printed in
// MLflow 3.17.2 for entities read from a file store, with lists put in the order of their keys.

#include "mltrack/wire/json.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <limits>
#include <string>

using namespace mltrack;

namespace {

std::string indented(const wire::Json& json) {
  std::string out;
  wire::append_json(out, json, wire::JsonLayout::indented);
  return out;
}

std::string compact(const wire::Json& json) {
  std::string out;
  wire::append_json(out, json, wire::JsonLayout::compact);
  return out;
}

Run small_run() {
  return {.info = {.run_id = "26458dabebfd4f82892967030b35292d",
                   .experiment_id = "785189867481114245",
                   .run_name = "n1",
                   .user_id = "unknown",
                   .start_time = 123,
                   .artifact_uri = "file:///tmp/mlruns/1/2/artifacts"},
          .data = {.tags = {{"mlflow.runName", "n1"}}}};
}

}  // namespace

TEST_CASE("wire json: a run without anything still has data, inputs and outputs") {
  CHECK(indented(wire::to_json(small_run())) == R"({
  "info": {
    "run_uuid": "26458dabebfd4f82892967030b35292d",
    "experiment_id": "785189867481114245",
    "run_name": "n1",
    "user_id": "unknown",
    "status": "RUNNING",
    "start_time": 123,
    "artifact_uri": "file:///tmp/mlruns/1/2/artifacts",
    "lifecycle_stage": "active",
    "run_id": "26458dabebfd4f82892967030b35292d"
  },
  "data": {
    "tags": [
      {
        "key": "mlflow.runName",
        "value": "n1"
      }
    ]
  },
  "inputs": {},
  "outputs": {}
})");
}

TEST_CASE("wire json: a run with everything has MLflow's fields in MLflow's order") {
  Run run = small_run();
  run.info.status = RunStatus::finished;
  run.info.end_time = 999;
  run.info.lifecycle_stage = LifecycleStage::deleted;
  run.data.metrics = {
      {.key = "big", .value = 1e20, .timestamp = 5, .step = -1},
      {.key = "mm", .value = 0.25, .timestamp = 7, .dataset_name = "d", .dataset_digest = "dig"},
      {.key = "ninf", .value = -std::numeric_limits<double>::infinity()}};
  run.data.params = {{"p", ""}};
  run.inputs = {.datasets = {{.dataset = {"d", "dig", "local", "src", "sch", std::nullopt},
                              .tags = {{"mlflow.data.context", "train"}}},
                             {.dataset = {"d2", "dig2", "local", "src", "", ""}, .tags = {}}},
                .models = {{"m-a4bb"}}};
  run.outputs.models = {{"m-a4bb", 3}};
  CHECK(
      compact(wire::to_json(run)) ==
      R"({"info":{"run_uuid":"26458dabebfd4f82892967030b35292d","experiment_id":"785189867481114245",)"
      R"("run_name":"n1","user_id":"unknown","status":"FINISHED","start_time":123,"end_time":999,)"
      R"("artifact_uri":"file:///tmp/mlruns/1/2/artifacts","lifecycle_stage":"deleted",)"
      R"("run_id":"26458dabebfd4f82892967030b35292d"},"data":{"metrics":[)"
      R"({"key":"big","value":1e+20,"timestamp":5,"step":-1,"run_id":"26458dabebfd4f82892967030b35292d"},)"
      R"({"key":"mm","value":0.25,"timestamp":7,"step":0,"dataset_name":"d","dataset_digest":"dig",)"
      R"("run_id":"26458dabebfd4f82892967030b35292d"},)"
      R"({"key":"ninf","value":"-Infinity","timestamp":0,"step":0,"run_id":"26458dabebfd4f82892967030b35292d"}],)"
      R"("params":[{"key":"p","value":""}],"tags":[{"key":"mlflow.runName","value":"n1"}]},)"
      R"("inputs":{"dataset_inputs":[{"tags":[{"key":"mlflow.data.context","value":"train"}],)"
      R"("dataset":{"name":"d","digest":"dig","source_type":"local","source":"src","schema":"sch"}},)"
      R"({"dataset":{"name":"d2","digest":"dig2","source_type":"local","source":"src"}}],)"
      R"("model_inputs":[{"model_id":"m-a4bb"}]},)"
      R"("outputs":{"model_outputs":[{"model_id":"m-a4bb","step":3}]}})");
}

TEST_CASE("wire json: what was never set is left out, a time of zero too") {
  Run run = small_run();
  run.info.run_name.clear();
  run.info.end_time = 0;
  run.info.artifact_uri.clear();
  CHECK(compact(wire::to_json(run.info)) ==
        R"({"run_uuid":"26458dabebfd4f82892967030b35292d","experiment_id":"785189867481114245",)"
        R"("user_id":"unknown","status":"RUNNING","start_time":123,"lifecycle_stage":"active",)"
        R"("run_id":"26458dabebfd4f82892967030b35292d"})");
  CHECK(
      compact(
          wire::to_json(Experiment{.experiment_id = "0", .name = "Default", .creation_time = 0})) ==
      R"({"experiment_id":"0","name":"Default","artifact_location":"","lifecycle_stage":"active"})");
}

TEST_CASE("wire json: an experiment has the update before the creation, and its tags last") {
  CHECK(
      compact(wire::to_json(Experiment{.experiment_id = "7",
                                       .name = "demo",
                                       .artifact_location = "file:///tmp/mlruns/7",
                                       .creation_time = 1795473718177,
                                       .last_update_time = 1795473718178,
                                       .tags = {{"a", "b"}}})) ==
      R"({"experiment_id":"7","name":"demo","artifact_location":"file:///tmp/mlruns/7",)"
      R"("lifecycle_stage":"active","last_update_time":1795473718178,"creation_time":1795473718177,)"
      R"("tags":[{"key":"a","value":"b"}]})");
}

TEST_CASE("wire json: a metric of a history tells its model and its run when it has them") {
  const Metric metric{.key = "mm",
                      .value = 2,
                      .timestamp = 7,
                      .step = 1,
                      .dataset_name = "d",
                      .dataset_digest = "dig",
                      .model_id = "m-1"};
  CHECK(
      compact(wire::to_json(metric)) ==
      R"({"key":"mm","value":2.0,"timestamp":7,"step":1,"dataset_name":"d","dataset_digest":"dig","model_id":"m-1"})");
  CHECK(compact(wire::to_json(Metric{.key = "a"}, "r1")) ==
        R"({"key":"a","value":0.0,"timestamp":0,"step":0,"run_id":"r1"})");
}

TEST_CASE("wire json: a logged model without data has an empty object there") {
  LoggedModel model{.model_id = "m-1",
                    .experiment_id = "7",
                    .name = "bare",
                    .artifact_location = "file:///a",
                    .creation_timestamp = 5,
                    .last_updated_timestamp = 6,
                    .status = ModelStatus::pending};
  CHECK(
      compact(wire::to_json(model)) ==
      R"({"info":{"model_id":"m-1","experiment_id":"7","name":"bare","creation_timestamp_ms":5,)"
      R"("last_updated_timestamp_ms":6,"artifact_uri":"file:///a","status":"LOGGED_MODEL_PENDING"},"data":{}})");
  model.model_type = "T";
  model.source_run_id = "r1";
  model.status_message = "why";
  model.status = ModelStatus::failed;
  model.tags = {{"x", "y"}};
  model.params = {{"lr", "1"}};
  model.metrics = {{.key = "mm", .value = 0.25, .timestamp = 7, .step = 1, .model_id = "m-1"}};
  CHECK(
      compact(wire::to_json(model)) ==
      R"({"info":{"model_id":"m-1","experiment_id":"7","name":"bare","creation_timestamp_ms":5,)"
      R"("last_updated_timestamp_ms":6,"artifact_uri":"file:///a","status":"LOGGED_MODEL_UPLOAD_FAILED",)"
      R"("model_type":"T","source_run_id":"r1","status_message":"why","tags":[{"key":"x","value":"y"}]},)"
      R"("data":{"params":[{"key":"lr","value":"1"}],)"
      R"("metrics":[{"key":"mm","value":0.25,"timestamp":7,"step":1,"model_id":"m-1"}]}})");
}

TEST_CASE("wire json: an error has the two classic fields") {
  CHECK(compact(wire::to_json(Error::not_found("Run '{}' not found", "x"))) ==
        R"({"error_code":"RESOURCE_DOES_NOT_EXIST","message":"Run 'x' not found"})");
}

TEST_CASE("wire json: numbers look as Python's json.dumps writes them") {
  CHECK(compact(wire::number_to_json(1e-7)) == "1e-07");
  CHECK(compact(wire::number_to_json(2)) == "2.0");
  CHECK(compact(wire::number_to_json(1e15)) == "1000000000000000.0");
  CHECK(compact(wire::number_to_json(1e16)) == "1e+16");
  CHECK(compact(wire::number_to_json(1.0 / 3)) == "0.3333333333333333");
  CHECK(compact(wire::number_to_json(-0.0)) == "-0.0");
  CHECK(compact(wire::number_to_json(std::numeric_limits<double>::quiet_NaN())) == "\"NaN\"");
  CHECK(compact(wire::number_to_json(std::numeric_limits<double>::infinity())) == "\"Infinity\"");
}

TEST_CASE("wire json: text that is not UTF-8 is repaired, and what upsets a terminal is escaped") {
  const std::string odd = "\"\\/\b\f\n\r\t\x01\x1b\x7f é \xC2\x9B \xE2\x80\xAE 😀";
  const std::string text = compact(wire::text_to_json(odd));
  CHECK(text == "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001b\\u007f é \\u009b \\u202e 😀\"");
  CHECK(nlohmann::json::parse(text).get<std::string>() == odd);
  CHECK(wire::text_to_json("a\xff"
                           "b")
            .get<std::string>() ==
        "a\xEF\xBF\xBD"
        "b");
}

TEST_CASE("wire json: an inner text is indented as deep as it stands") {
  std::string out;
  wire::append_json(
      out, wire::Json{{"a", {1, 2}}, {"b", wire::Json::object()}, {"c", wire::Json::array()}},
      wire::JsonLayout::indented, 1);
  CHECK(out == "{\n    \"a\": [\n      1,\n      2\n    ],\n    \"b\": {},\n    \"c\": []\n  }");
}
