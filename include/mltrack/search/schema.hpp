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

}  // namespace mltrack::search
