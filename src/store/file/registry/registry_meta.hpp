#pragma once
// Registered models and versions from and to the mapping in meta.yaml. Functions that read throw
// Error::internal when the file cannot be what it should be.

#include "mltrack/entities/registered_model.hpp"
#include "mltrack/yaml/document.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace mltrack::meta {

/// All but tags, aliases and latest versions. The directory decides the name, not what the file says.
[[nodiscard]] RegisteredModel registered_model_from(const yaml::Document& document,
                                                    const std::string& name);
/// As MLflow 3.17 writes a new one; 2.22 ignores the keys it does not know.
[[nodiscard]] yaml::Map map_of(const RegisteredModel& model);
[[nodiscard]] yaml::Map map_of(const std::vector<ModelAlias>& aliases);

/// All but tags and aliases.
[[nodiscard]] ModelVersion model_version_from(const yaml::Document& document,
                                              const std::string& name, std::int64_t number);
[[nodiscard]] yaml::Map map_of(const ModelVersion& version);
[[nodiscard]] ModelStage stage_from(const yaml::Document& document);

}  // namespace mltrack::meta
