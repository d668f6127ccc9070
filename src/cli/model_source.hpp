#pragma once
// The model of a run, as MLflow's register_model finds it.

#include "context.hpp"

#include "mltrack/store/model_registry.hpp"

#include <optional>
#include <string>

namespace mltrack::cli {

/// Source, run and logged model of what lies at `path` among the artifacts of the run: a folder, or
/// else a model of that name that MLflow 3 logged there (of several the one of the highest step).
/// Without a path the only model of the run. Throws Error::not_found, or Error::ambiguous if there are
/// several, naming what there is.
[[nodiscard]] NewModelVersion model_in_run(Context& context, const std::string& run_id,
                                           const std::optional<std::string>& path);

}  // namespace mltrack::cli
