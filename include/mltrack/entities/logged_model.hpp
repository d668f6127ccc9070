#pragma once
// MLflow 3: LoggedModel, a model as an entity of its own, linked to the runs that made and used it.

#include "mltrack/entities/metric.hpp"
#include "mltrack/entities/param.hpp"
#include "mltrack/entities/tag.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mltrack {

/// The numbers are those of meta.yaml.
enum class ModelStatus { unspecified = 0, pending = 1, ready = 2, failed = 3 };

/// `PENDING`, ...
[[nodiscard]] std::string_view model_status_name(ModelStatus status);

struct LoggedModel {
  std::string model_id;  // "m-" and 32 hex digits
  std::string experiment_id;
  std::string name;
  std::string artifact_location;
  std::int64_t creation_timestamp = 0;      // ms
  std::int64_t last_updated_timestamp = 0;  // ms
  std::optional<std::string> model_type;
  std::optional<std::string> source_run_id;
  ModelStatus status = ModelStatus::unspecified;
  std::optional<std::string> status_message;
  std::vector<Metric> metrics;  // the latest of each key and dataset
  std::vector<Param> params;
  std::vector<Tag> tags;
  bool operator==(const LoggedModel&) const = default;
};

}  // namespace mltrack
