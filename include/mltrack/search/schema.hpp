#pragma once
// Which fields an entity has and what may be asked of them, and how MLflow words a refusal: one
// table an entity. A field to search by is added by a row.

#include <string_view>

namespace mltrack::search {

struct Schema;  // search/schema.cpp

/// Runs: attributes, metrics, params, tags, datasets (MlflowClient.search_runs).
[[nodiscard]] const Schema& run_schema();
/// Experiments: attributes and tags (MlflowClient.search_experiments).
[[nodiscard]] const Schema& experiment_schema();
/// Registered models: the name and tags (MlflowClient.search_registered_models).
[[nodiscard]] const Schema& registered_model_schema();
/// Model versions: attributes and tags (MlflowClient.search_model_versions).
[[nodiscard]] const Schema& model_version_schema();
/// Logged models: attributes, metrics, params, tags (MlflowClient.search_logged_models).
[[nodiscard]] const Schema& logged_model_schema();

}  // namespace mltrack::search
