#include "json_list.hpp"

#include "mltrack/wire/json.hpp"

namespace mltrack::wire {
namespace {

/// The wire has other names than `LoggedModel.status` in Python.
const char* wire_status(ModelStatus status) {
  switch (status) {
    case ModelStatus::pending:
      return "LOGGED_MODEL_PENDING";
    case ModelStatus::ready:
      return "LOGGED_MODEL_READY";
    case ModelStatus::failed:
      return "LOGGED_MODEL_UPLOAD_FAILED";
    case ModelStatus::unspecified:
      break;
  }
  return "LOGGED_MODEL_STATUS_UNSPECIFIED";
}

}  // namespace

Json to_json(const LoggedModel& model) {
  Json info = Json::object();
  info["model_id"] = text_to_json(model.model_id);
  info["experiment_id"] = text_to_json(model.experiment_id);
  info["name"] = text_to_json(model.name);
  info["creation_timestamp_ms"] = model.creation_timestamp;
  info["last_updated_timestamp_ms"] = model.last_updated_timestamp;
  info["artifact_uri"] = text_to_json(model.artifact_location);
  info["status"] = wire_status(model.status);
  if (model.model_type) {
    info["model_type"] = text_to_json(*model.model_type);
  }
  if (model.source_run_id) {
    info["source_run_id"] = text_to_json(*model.source_run_id);
  }
  if (model.status_message) {
    info["status_message"] = text_to_json(*model.status_message);
  }
  add_list(info, "tags", model.tags);
  Json data = Json::object();
  add_list(data, "params", model.params);
  add_list(data, "metrics", model.metrics);
  Json json = Json::object();
  json["info"] = std::move(info);
  json["data"] = std::move(data);
  return json;
}

}  // namespace mltrack::wire
