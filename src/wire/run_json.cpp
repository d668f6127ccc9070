#include "json_list.hpp"

#include "mltrack/wire/json.hpp"

namespace mltrack::wire {
namespace {

Json dataset_input_to_json(const DatasetInput& input) {
  Json dataset = Json::object();
  dataset["name"] = text_to_json(input.dataset.name);
  dataset["digest"] = text_to_json(input.dataset.digest);
  dataset["source_type"] = text_to_json(input.dataset.source_type);
  dataset["source"] = text_to_json(input.dataset.source);
  // MLflow: an empty schema or profile is left out like an absent one.
  if (input.dataset.schema && !input.dataset.schema->empty()) {
    dataset["schema"] = text_to_json(*input.dataset.schema);
  }
  if (input.dataset.profile && !input.dataset.profile->empty()) {
    dataset["profile"] = text_to_json(*input.dataset.profile);
  }
  Json json = Json::object();
  add_list(json, "tags", input.tags);
  json["dataset"] = std::move(dataset);
  return json;
}

Json model_input_to_json(const ModelInput& input) {
  Json json = Json::object();
  json["model_id"] = text_to_json(input.model_id);
  return json;
}

Json model_output_to_json(const ModelOutput& output) {
  Json json = Json::object();
  json["model_id"] = text_to_json(output.model_id);
  json["step"] = output.step;
  return json;
}

Json data_to_json(const Run& run) {
  Json json = Json::object();
  add_list(json, "metrics", run.data.metrics,
           [&run](const Metric& metric) { return to_json(metric, run.info.run_id); });
  add_list(json, "params", run.data.params);
  add_list(json, "tags", run.data.tags);
  return json;
}

}  // namespace

Json to_json(const RunInfo& info) {
  Json json = Json::object();
  json["run_uuid"] = text_to_json(info.run_id);  // MLflow: the old name, still printed and read
  json["experiment_id"] = text_to_json(info.experiment_id);
  if (!info.run_name.empty()) {
    json["run_name"] = text_to_json(info.run_name);
  }
  json["user_id"] = text_to_json(info.user_id);
  json["status"] = run_status_name(info.status);
  json["start_time"] = info.start_time;
  // MLflow: `if self.end_time`, so that a time of 0 is no time.
  if (info.end_time.value_or(0) != 0) {
    json["end_time"] = *info.end_time;
  }
  if (!info.artifact_uri.empty()) {
    json["artifact_uri"] = text_to_json(info.artifact_uri);
  }
  json["lifecycle_stage"] = lifecycle_name(info.lifecycle_stage);
  json["run_id"] = text_to_json(info.run_id);
  if (!info.tree.empty()) {
    json["tree"] = text_to_json(info.tree);  // ours: one of several trees
  }
  return json;
}

Json to_json(const Run& run) {
  Json inputs = Json::object();
  add_list(inputs, "dataset_inputs", run.inputs.datasets, dataset_input_to_json);
  add_list(inputs, "model_inputs", run.inputs.models, model_input_to_json);
  Json outputs = Json::object();
  add_list(outputs, "model_outputs", run.outputs.models, model_output_to_json);
  Json json = Json::object();
  json["info"] = to_json(run.info);
  json["data"] = data_to_json(run);
  json["inputs"] = std::move(inputs);
  json["outputs"] = std::move(outputs);
  return json;
}

}  // namespace mltrack::wire
