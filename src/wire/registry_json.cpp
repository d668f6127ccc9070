#include "mltrack/wire/registry_json.hpp"

#include "json_list.hpp"

namespace mltrack::wire {
namespace {

void add_text(Json& json, const char* key, const std::optional<std::string>& text) {
  if (text) {
    json[key] = text_to_json(*text);
  }
}

void add_time(Json& json, const char* key, const std::optional<std::int64_t>& time) {
  if (time) {
    json[key] = *time;
  }
}

}  // namespace

Json to_json(const ModelVersion& version) {
  Json json = Json::object();
  json["name"] = text_to_json(version.name);
  json["version"] = std::to_string(version.version);
  add_time(json, "creation_timestamp", version.creation_timestamp);
  add_time(json, "last_updated_timestamp", version.last_updated_timestamp);
  add_text(json, "user_id", version.user_id);
  json["current_stage"] = model_stage_name(version.current_stage);
  add_text(json, "description", version.description);
  add_text(json, "source", version.source);
  add_text(json, "run_id", version.run_id);
  json["status"] = text_to_json(version.status);
  if (version.status_message && !version.status_message->empty()) {
    add_text(json, "status_message", version.status_message);
  }
  add_list(json, "tags", version.tags);
  add_text(json, "run_link", version.run_link);
  if (!version.aliases.empty()) {
    Json aliases = Json::array();
    for (const std::string& alias : version.aliases) {
      aliases.push_back(text_to_json(alias));
    }
    json["aliases"] = std::move(aliases);
  }
  // MLflow: its REST API leaves out the logged model.
  return json;
}

Json to_json(const RegisteredModel& model) {
  Json json = Json::object();
  json["name"] = text_to_json(model.name);
  add_time(json, "creation_timestamp", model.creation_timestamp);
  add_time(json, "last_updated_timestamp", model.last_updated_timestamp);
  if (model.description && !model.description->empty()) {
    add_text(json, "description", model.description);
  }
  add_list(json, "latest_versions", model.latest_versions);
  add_list(json, "tags", model.tags);
  if (!model.aliases.empty()) {
    Json aliases = Json::array();
    for (const ModelAlias& alias : model.aliases) {
      aliases.push_back(
          {{"alias", text_to_json(alias.alias)}, {"version", std::to_string(alias.version)}});
    }
    json["aliases"] = std::move(aliases);
  }
  return json;
}

}  // namespace mltrack::wire
