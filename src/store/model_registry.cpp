#include "mltrack/store/model_registry.hpp"

#include "registry_errors.hpp"

namespace mltrack {

Error model_not_found(const std::string& name) {
  return Error::not_found("Registered Model with name={} not found", name);
}

Error version_not_found(const std::string& name, std::int64_t version) {
  return Error::not_found("Model Version (name={}, version={}) not found", name, version);
}

RegisteredModel ModelRegistry::get_registered_model(const std::string& name) {
  auto model = find_registered_model(name);
  if (!model) {
    throw model_not_found(name);
  }
  return std::move(*model);
}

ModelVersion ModelRegistry::get_model_version(const std::string& name, std::int64_t version) {
  auto found = find_model_version(name, version);
  if (!found) {
    throw version_not_found(name, version);
  }
  return std::move(*found);
}

ModelVersion ModelRegistry::get_model_version_by_alias(const std::string& name,
                                                       const std::string& alias) {
  auto found = find_model_version_by_alias(name, alias);
  if (!found) {
    throw Error::invalid("Registered model alias {} not found.", alias).as(Failure::not_found);
  }
  return std::move(*found);
}

std::string ModelRegistry::download_uri(const std::string& name, std::int64_t version) {
  const ModelVersion found = get_model_version(name, version);
  // MLflow: an empty location counts as none.
  return found.storage_location.value_or("").empty() ? found.source.value_or("")
                                                     : *found.storage_location;
}

}  // namespace mltrack
