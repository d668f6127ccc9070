#pragma once
// MLflow: RunTag, ExperimentTag, InputTag; all are a key and a text.

#include <string>

namespace mltrack {

struct Tag {
  std::string key;
  std::string value;
  bool operator==(const Tag&) const = default;
};

/// The tag keys to which MLflow gives a meaning.
namespace tag_keys {
inline constexpr const char* run_name = "mlflow.runName";
inline constexpr const char* user = "mlflow.user";
inline constexpr const char* source_name = "mlflow.source.name";
inline constexpr const char* source_type = "mlflow.source.type";
inline constexpr const char* git_commit = "mlflow.source.git.commit";
inline constexpr const char* parent_run_id = "mlflow.parentRunId";
inline constexpr const char* note = "mlflow.note.content";
inline constexpr const char* dataset_context = "mlflow.data.context";
}  // namespace tag_keys

}  // namespace mltrack
