#pragma once
// MLflow: Dataset, DatasetInput, LoggedModelInput, LoggedModelOutput: what a run used and made.

#include "mltrack/entities/tag.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mltrack {

struct Dataset {
  std::string name;
  std::string digest;
  std::string source_type;             // for example "local"
  std::string source;                  // JSON text
  std::optional<std::string> schema;   // JSON text
  std::optional<std::string> profile;  // JSON text
  bool operator==(const Dataset&) const = default;
};

struct DatasetInput {
  Dataset dataset;
  std::vector<Tag> tags;  // `mlflow.data.context` is the searchable one
  bool operator==(const DatasetInput&) const = default;
};

/// A logged model that the run used (MLflow 3).
struct ModelInput {
  std::string model_id;
  bool operator==(const ModelInput&) const = default;
};

/// A logged model that the run made (MLflow 3).
struct ModelOutput {
  std::string model_id;
  std::int64_t step = 0;
  bool operator==(const ModelOutput&) const = default;
};

}  // namespace mltrack
