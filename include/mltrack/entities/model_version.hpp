#pragma once
// MLflow: ModelVersion, one version of a registered model: which files it is made of, where they come
// from, and the stage it is in.

#include "mltrack/entities/tag.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mltrack {

/// MLflow calls stages deprecated in favour of aliases, and goes on to keep them.
enum class ModelStage { none, staging, production, archived, deleted };

/// `None`, `Staging`, `Production`, `Archived`; `Deleted_Internal` on disk only.
[[nodiscard]] std::string_view model_stage_name(ModelStage stage);
/// The stage of that name, any case, but not the deleted one. Throws Error::invalid in MLflow's
/// wording for another word.
[[nodiscard]] ModelStage parse_model_stage(std::string_view name);

/// The stages that a user can choose, in MLflow's order.
inline constexpr std::array all_model_stages{ModelStage::none, ModelStage::staging,
                                             ModelStage::production, ModelStage::archived};

struct ModelVersion {
  std::string name;                                    // of the registered model
  std::int64_t version = 0;                            // from 1; a string in MLflow's REST API
  std::optional<std::int64_t> creation_timestamp;      // ms
  std::optional<std::int64_t> last_updated_timestamp;  // ms
  std::optional<std::string> description;
  std::optional<std::string> user_id;
  ModelStage current_stage = ModelStage::none;
  std::optional<std::string> source;            // where the files came from, as it was given
  std::optional<std::string> storage_location;  // where they are; `source` if absent
  std::optional<std::string> run_id;
  std::optional<std::string> run_link;
  std::optional<std::string> model_id;  // MLflow 3: the logged model
  std::string status = "READY";         // MLflow's file store writes no other
  std::optional<std::string> status_message;
  std::vector<Tag> tags;             // by key
  std::vector<std::string> aliases;  // sorted; those of the registered model that mean this version
  bool operator==(const ModelVersion&) const = default;
};

}  // namespace mltrack
