#pragma once
// MLflow: Experiment.

#include "mltrack/entities/lifecycle.hpp"
#include "mltrack/entities/tag.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mltrack {

struct Experiment {
  std::string experiment_id;  // "0" is the default experiment
  std::string name;
  std::string artifact_location;  // URI or plain path
  LifecycleStage lifecycle_stage = LifecycleStage::active;
  std::optional<std::int64_t> creation_time;     // ms; absent in trees of very old MLflow
  std::optional<std::int64_t> last_update_time;  // ms
  std::vector<Tag> tags;                         // by key
  std::string tree;  // which of several that are read as one (MergedStore); else ""
  bool operator==(const Experiment&) const = default;
};

inline constexpr const char* default_experiment_id = "0";
inline constexpr const char* default_experiment_name = "Default";

}  // namespace mltrack
