#include "meta.hpp"

#include "mltrack/base/error.hpp"

#include <cmath>

namespace mltrack::meta {
namespace {

std::string required(const yaml::Document& document, std::string_view key) {
  auto text = document.text(key);
  if (!text) {
    throw Error::internal("the key '{}' is missing", key);
  }
  return std::move(*text);
}

RunStatus status_from(const yaml::Document& document) {
  const yaml::Value value = document.value("status");
  if (value.is_null()) {
    return RunStatus::running;  // MLflow: no status means RUNNING
  }
  if (const auto* number = std::get_if<std::int64_t>(&value.data)) {
    for (const RunStatus status : all_run_statuses) {
      if (static_cast<std::int64_t>(status) == *number) {
        return status;
      }
    }
  }
  if (const auto* text = std::get_if<std::string>(&value.data)) {
    if (const auto status = parse_run_status(*text)) {
      return *status;
    }
  }
  throw Error::internal(
      "Could not get string corresponding to run status {}. Valid run statuses: [1, 2, 3, 4, 5]",
      yaml::python_str(value));
}

}  // namespace

std::optional<std::int64_t> time_from(const yaml::Document& document, std::string_view key) {
  const yaml::Value value = document.value(key);
  if (const auto* integer = std::get_if<std::int64_t>(&value.data)) {
    return *integer;
  }
  constexpr double largest = 9.2e18;
  if (const auto* number = std::get_if<double>(&value.data);
      number != nullptr && std::fabs(*number) < largest) {
    return static_cast<std::int64_t>(*number);
  }
  if (value.is_null()) {
    return std::nullopt;
  }
  throw Error::internal("'{}' is not a time in milliseconds", key);
}

yaml::Value value_of(const std::optional<std::int64_t>& number) {
  return number ? yaml::Value(*number) : yaml::Value();
}

yaml::Value value_of(const std::optional<std::string>& text) {
  return text ? yaml::Value(*text) : yaml::Value();
}

LifecycleStage lifecycle_from(const yaml::Document& document) {
  const auto stage = document.text("lifecycle_stage");
  if (!stage || *stage == "active") {
    return LifecycleStage::active;
  }
  if (*stage == "deleted") {
    return LifecycleStage::deleted;
  }
  throw Error::internal("Invalid lifecycle stage '{}'", *stage);
}

Experiment experiment_from(const yaml::Document& document, std::string_view directory_name) {
  Experiment experiment;
  experiment.experiment_id = required(document, "experiment_id");
  if (experiment.experiment_id != directory_name) {
    throw Error::internal("the experiment ID in it is '{}', not the name of its directory",
                          experiment.experiment_id);
  }
  experiment.name = required(document, "name");
  experiment.artifact_location = document.text("artifact_location").value_or("");
  experiment.lifecycle_stage = lifecycle_from(document);
  experiment.creation_time = time_from(document, "creation_time");
  experiment.last_update_time = time_from(document, "last_update_time");
  return experiment;
}

yaml::Map map_of(const Experiment& experiment) {
  return {{"artifact_location", experiment.artifact_location},
          {"creation_time", value_of(experiment.creation_time)},
          {"effective_trace_archival_retention", {}},
          {"experiment_id", experiment.experiment_id},
          {"last_update_time", value_of(experiment.last_update_time)},
          {"lifecycle_stage", lifecycle_name(experiment.lifecycle_stage)},
          {"name", experiment.name},
          {"trace_location", {}},
          {"workspace", "default"}};
}

RunInfo run_info_from(const yaml::Document& document, std::string_view experiment_directory,
                      std::string_view run_directory) {
  RunInfo info;
  auto run_id = document.text("run_id");
  if (!run_id) {
    run_id = document.text("run_uuid");  // MLflow: very old versions wrote this alone, 2.22 both
  }
  info.run_id = run_id ? std::move(*run_id) : required(document, "run_id");
  info.experiment_id = required(document, "experiment_id");
  if (info.run_id != run_directory || info.experiment_id != experiment_directory) {
    throw Error::invalid_state("Run '{}' metadata is in invalid state.", run_directory)
        .with_hint("Its meta.yaml names run '{}' in experiment '{}', which is not where it lies.",
                   info.run_id, info.experiment_id);
  }
  info.run_name = document.text("run_name").value_or("");
  info.user_id = document.text("user_id").value_or("");
  info.status = status_from(document);
  info.start_time = time_from(document, "start_time").value_or(0);
  info.end_time = time_from(document, "end_time");
  info.lifecycle_stage = lifecycle_from(document);
  info.artifact_uri = document.text("artifact_uri").value_or("");
  return info;
}

yaml::Map map_of(const RunInfo& info) {
  constexpr int source_type_local = 4;
  return {{"artifact_uri", info.artifact_uri},
          {"end_time", value_of(info.end_time)},
          {"entry_point_name", ""},
          {"experiment_id", info.experiment_id},
          {"lifecycle_stage", lifecycle_name(info.lifecycle_stage)},
          {"run_id", info.run_id},
          {"run_name", info.run_name},
          {"source_name", ""},
          {"source_type", source_type_local},
          {"source_version", ""},
          {"start_time", info.start_time},
          {"status", static_cast<int>(info.status)},
          {"tags", yaml::List{}},
          {"user_id", info.user_id}};
}

Dataset dataset_from(const yaml::Document& document) {
  return {.name = required(document, "name"),
          .digest = required(document, "digest"),
          .source_type = required(document, "source_type"),
          .source = required(document, "source"),
          .schema = document.text("schema"),
          .profile = document.text("profile")};
}

yaml::Map map_of(const Dataset& dataset) {
  return {{"digest", dataset.digest},
          {"name", dataset.name},
          {"profile", value_of(dataset.profile)},
          {"schema", value_of(dataset.schema)},
          {"source", dataset.source},
          {"source_type", dataset.source_type}};
}

LoggedModel logged_model_from(const yaml::Document& document) {
  LoggedModel model;
  model.model_id = required(document, "model_id");
  model.experiment_id = required(document, "experiment_id");
  model.name = document.text("name").value_or("");
  model.artifact_location = document.text("artifact_location").value_or("");
  model.creation_timestamp = time_from(document, "creation_timestamp").value_or(0);
  model.last_updated_timestamp = time_from(document, "last_updated_timestamp").value_or(0);
  model.model_type = document.text("model_type");
  model.source_run_id = document.text("source_run_id");
  const auto status = document.integer("status").value_or(0);
  if (status < 0 || status > static_cast<int>(ModelStatus::failed)) {
    throw Error::internal("unknown model status {}", status);
  }
  model.status = static_cast<ModelStatus>(status);
  model.status_message = document.text("status_message");
  return model;
}

std::vector<Tag> tags_from(const yaml::Document& document, std::string_view key) {
  std::vector<Tag> tags;
  const yaml::Value value = document.value(key);
  if (const auto* map = std::get_if<yaml::Map>(&value.data)) {
    for (const auto& [tag_key, tag_value] : *map) {
      tags.push_back({tag_key, tag_value.is_null() ? "" : yaml::python_str(tag_value)});
    }
  }
  return tags;
}

yaml::Map map_of(const std::vector<Tag>& tags) {
  yaml::Map map;
  for (const Tag& tag : tags) {
    map.emplace_back(tag.key, tag.value);
  }
  return map;
}

}  // namespace mltrack::meta
