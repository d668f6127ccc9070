#include "json_list.hpp"

#include "mltrack/wire/json.hpp"

namespace mltrack::wire {

Json to_json(const Experiment& experiment) {
  Json json = Json::object();
  json["experiment_id"] = text_to_json(experiment.experiment_id);
  json["name"] = text_to_json(experiment.name);
  json["artifact_location"] = text_to_json(experiment.artifact_location);
  json["lifecycle_stage"] = lifecycle_name(experiment.lifecycle_stage);
  // MLflow: a time of 0 is no time.
  if (experiment.last_update_time.value_or(0) != 0) {
    json["last_update_time"] = *experiment.last_update_time;
  }
  if (experiment.creation_time.value_or(0) != 0) {
    json["creation_time"] = *experiment.creation_time;
  }
  add_list(json, "tags", experiment.tags);
  if (!experiment.tree.empty()) {
    json["tree"] = text_to_json(experiment.tree);  // ours: one of several trees
  }
  return json;
}

}  // namespace mltrack::wire
