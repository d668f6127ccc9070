#pragma once
// Short names of the registry: which model and which version is meant.

#include "context.hpp"

#include "mltrack/entities/registered_model.hpp"
#include "mltrack/store/model_registry.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace mltrack::cli {

/// A registered model, or one of its versions.
struct ModelTarget {
  std::string name;
  std::optional<std::int64_t> version;
};

/// `churn`, `churn/3`, `churn/latest`, `churn/Production` (the highest of that stage), `churn@champion`,
/// or one of these behind `models:/`, as in MLflow's URIs. The model is there, and so is the version;
/// else Error::not_found with what may have been meant.
[[nodiscard]] ModelTarget resolve_model(ModelRegistry& registry, const std::string& handle);

/// The same where a version must be named.
[[nodiscard]] ModelVersion resolve_model_version(ModelRegistry& registry,
                                                 const std::string& handle);

/// The same where only the model itself can be meant.
[[nodiscard]] std::string resolve_model_name(ModelRegistry& registry, const std::string& handle);

/// `churn/3`
[[nodiscard]] std::string handle_of(const ModelVersion& version);

/// The URI where the files of a version are. A tree that was moved keeps its old URIs: files that came
/// from a run of it are looked for where that run is now.
[[nodiscard]] std::string location_of(Context& context, ModelRegistry& registry,
                                      const ModelVersion& version);

}  // namespace mltrack::cli
