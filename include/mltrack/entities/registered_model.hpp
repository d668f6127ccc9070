#pragma once
// MLflow: RegisteredModel, a name under which versions of a model are published.

#include "mltrack/entities/model_version.hpp"
#include "mltrack/entities/tag.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mltrack {

/// A name for one version of a model that can be moved to another: `champion`.
struct ModelAlias {
  std::string alias;
  std::int64_t version = 0;
  bool operator==(const ModelAlias&) const = default;
};

struct RegisteredModel {
  std::string name;
  std::optional<std::int64_t> creation_timestamp;      // ms
  std::optional<std::int64_t> last_updated_timestamp;  // ms
  std::optional<std::string> description;
  std::vector<ModelVersion> latest_versions;  // the highest of each stage, in the order of stages
  std::vector<Tag> tags;                      // by key
  std::vector<ModelAlias> aliases;            // by alias
  bool operator==(const RegisteredModel&) const = default;
};

/// MLflow keeps its prompts as registered models with this tag; listings of models leave them out.
inline constexpr const char* prompt_tag_key = "mlflow.prompt.is_prompt";

}  // namespace mltrack
