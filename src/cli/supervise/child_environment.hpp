#pragma once
// What a command has in its environment so that it joins its run.

#include "context.hpp"

#include "mltrack/entities/run.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace mltrack::cli {

using EnvironmentChanges = std::vector<std::pair<std::string, std::optional<std::string>>>;

/// MLFLOW_RUN_ID, MLFLOW_EXPERIMENT_ID, and MLFLOW_TRACKING_URI as a place that means the same in every
/// directory. MLFLOW_EXPERIMENT_NAME goes, for it may name another one. MLflow 3 opens a file store
/// only when MLFLOW_ALLOW_FILE_STORE says so: it does, unless it is set.
[[nodiscard]] EnvironmentChanges child_environment(const Context& context, const RunInfo& run);

}  // namespace mltrack::cli
