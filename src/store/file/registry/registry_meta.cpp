#include "registry_meta.hpp"

#include "file/meta.hpp"

#include "mltrack/base/error.hpp"

namespace mltrack::meta {

RegisteredModel registered_model_from(const yaml::Document& document, const std::string& name) {
  return {.name = name,
          .creation_timestamp = time_from(document, "creation_timestamp"),
          .last_updated_timestamp = time_from(document, "last_updated_timestamp"),
          .description = document.text("description"),
          .latest_versions = {},
          .tags = {},
          .aliases = {}};
}

yaml::Map map_of(const RegisteredModel& model) {
  return {{"aliases", map_of(model.aliases)},
          {"creation_timestamp", value_of(model.creation_timestamp)},
          {"deployment_job_id", {}},
          {"deployment_job_state", {}},
          {"description", value_of(model.description)},
          {"last_updated_timestamp", value_of(model.last_updated_timestamp)},
          {"name", model.name},
          {"workspace", "default"}};
}

yaml::Map map_of(const std::vector<ModelAlias>& aliases) {
  yaml::Map map;
  for (const ModelAlias& alias : aliases) {
    map.emplace_back(alias.alias, std::to_string(alias.version));  // MLflow: a text
  }
  return map;
}

ModelStage stage_from(const yaml::Document& document) {
  const auto name = document.text("current_stage");
  if (!name || *name == model_stage_name(ModelStage::none)) {
    return ModelStage::none;
  }
  if (*name == model_stage_name(ModelStage::deleted)) {
    return ModelStage::deleted;
  }
  for (const ModelStage stage : all_model_stages) {
    if (*name == model_stage_name(stage)) {
      return stage;
    }
  }
  throw Error::internal("unknown stage '{}'", *name);
}

ModelVersion model_version_from(const yaml::Document& document, const std::string& name,
                                std::int64_t number) {
  if (const auto written = document.integer("version"); written != number) {
    throw Error::internal("the version in it is {}, not that of its directory",
                          written ? std::to_string(*written) : "missing");
  }
  return {.name = name,
          .version = number,
          .creation_timestamp = time_from(document, "creation_timestamp"),
          .last_updated_timestamp = time_from(document, "last_updated_timestamp"),
          .description = document.text("description"),
          .user_id = document.text("user_id"),
          .current_stage = stage_from(document),
          .source = document.text("source"),
          .storage_location = document.text("storage_location"),
          .run_id = document.text("run_id"),
          .run_link = document.text("run_link"),
          .model_id = document.text("model_id"),
          .status = document.text("status").value_or("READY"),
          .status_message = document.text("status_message"),
          .tags = {},
          .aliases = {}};
}

yaml::Map map_of(const ModelVersion& version) {
  return {{"creation_timestamp", value_of(version.creation_timestamp)},
          {"current_stage", std::string(model_stage_name(version.current_stage))},
          {"deployment_job_state", {}},
          {"description", value_of(version.description)},
          {"last_updated_timestamp", value_of(version.last_updated_timestamp)},
          {"model_id", value_of(version.model_id)},
          {"name", version.name},
          {"run_id", value_of(version.run_id)},
          {"run_link", value_of(version.run_link)},
          {"source", value_of(version.source)},
          {"status", version.status},
          {"status_message", value_of(version.status_message)},
          {"storage_location", value_of(version.storage_location)},
          {"user_id", value_of(version.user_id)},
          {"version", version.version},
          {"workspace", "default"}};
}

}  // namespace mltrack::meta
