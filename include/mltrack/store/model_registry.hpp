#pragma once
// Where registered models and their versions live: MLflow's model registry, one call for each of its
// REST endpoints. tests/contract holds every implementation to it.
//
// All functions throw Error with MLflow's code and wording: RESOURCE_DOES_NOT_EXIST for a model or
// version that is not there (a deleted version is not), INVALID_PARAMETER_VALUE for a bad name. What a
// listing cannot read it leaves out and reports; what is asked for by name and cannot be read is an
// error. Every change of a model, of its aliases, tags and versions, sets the model's
// last_updated_timestamp; that of a version changes with its description and stage alone.

#include "mltrack/entities/page.hpp"
#include "mltrack/entities/registered_model.hpp"
#include "mltrack/entities/registry_queries.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mltrack {

struct NewRegisteredModel {
  std::string name;
  std::optional<std::string> description{};
  std::vector<Tag> tags{};
};

struct NewModelVersion {
  std::string name;    // of the registered model
  std::string source;  // a URI; "models:/NAME/VERSION" and "models:/MODEL_ID" are followed
  std::optional<std::string> run_id{};  // absent: that of the logged model, if one is named
  std::optional<std::string> run_link{};
  std::optional<std::string> description{};
  std::optional<std::string> model_id{};
  std::vector<Tag> tags{};
};

/// Whether other versions leave the stage that one enters.
enum class ArchiveExisting { no, yes };

class ModelRegistry {
 public:
  virtual ~ModelRegistry() = default;

  // Registered models.
  /// RESOURCE_ALREADY_EXISTS if the name is in use. Of any number of mltrack processes that create
  /// one name at once exactly one succeeds.
  virtual RegisteredModel create_registered_model(const NewRegisteredModel& model) = 0;
  [[nodiscard]] virtual std::optional<RegisteredModel> find_registered_model(
      const std::string& name) = 0;
  /// Prompts are left out unless the filter mentions `mlflow.prompt.is_prompt`.
  [[nodiscard]] virtual Page<RegisteredModel> search_registered_models(
      const RegisteredModelQuery& query) = 0;
  virtual RegisteredModel update_registered_model(
      const std::string& name, const std::optional<std::string>& description) = 0;
  /// Versions, tags and aliases go with it. RESOURCE_ALREADY_EXISTS if the new name is in use.
  virtual RegisteredModel rename_registered_model(const std::string& name,
                                                  const std::string& new_name) = 0;
  /// For good, with all its versions; their artifacts stay.
  virtual void delete_registered_model(const std::string& name) = 0;
  virtual void set_registered_model_tag(const std::string& name, const Tag& tag) = 0;
  /// A tag that is not there is no error.
  virtual void delete_registered_model_tag(const std::string& name, const std::string& key) = 0;
  /// A new alias, or one that pointed elsewhere.
  virtual void set_registered_model_alias(const std::string& name, const std::string& alias,
                                          std::int64_t version) = 0;
  /// An alias that is not there is no error.
  virtual void delete_registered_model_alias(const std::string& name, const std::string& alias) = 0;
  /// The highest version in each of `stages` (none: in every stage), in the order of stages.
  [[nodiscard]] virtual std::vector<ModelVersion> latest_versions(
      const std::string& name, const std::vector<ModelStage>& stages) = 0;

  // Versions.
  /// The next number: numbers of deleted versions are not used again, and any number of mltrack
  /// processes get as many different ones.
  virtual ModelVersion create_model_version(const NewModelVersion& version) = 0;
  [[nodiscard]] virtual std::optional<ModelVersion> find_model_version(const std::string& name,
                                                                       std::int64_t version) = 0;
  /// `latest`, in any case, is the highest version there is.
  [[nodiscard]] virtual std::optional<ModelVersion> find_model_version_by_alias(
      const std::string& name, const std::string& alias) = 0;
  /// Prompts are left out unless the filter mentions `mlflow.prompt.is_prompt`.
  [[nodiscard]] virtual Page<ModelVersion> search_model_versions(
      const ModelVersionQuery& query) = 0;
  virtual ModelVersion update_model_version(const std::string& name, std::int64_t version,
                                            const std::optional<std::string>& description) = 0;
  /// With ArchiveExisting::yes, for staging and production only, all others that are in `stage` become
  /// archived.
  virtual ModelVersion transition_model_version_stage(const std::string& name, std::int64_t version,
                                                      ModelStage stage,
                                                      ArchiveExisting archive) = 0;
  /// Its aliases go with it; its files stay on disk, marked as deleted.
  virtual void delete_model_version(const std::string& name, std::int64_t version) = 0;
  virtual void set_model_version_tag(const std::string& name, std::int64_t version,
                                     const Tag& tag) = 0;
  /// A tag that is not there is no error.
  virtual void delete_model_version_tag(const std::string& name, std::int64_t version,
                                        const std::string& key) = 0;

  // Get: as find, but absence is an error: RESOURCE_DOES_NOT_EXIST, and for an alias
  // INVALID_PARAMETER_VALUE, as in MLflow.
  [[nodiscard]] RegisteredModel get_registered_model(const std::string& name);
  [[nodiscard]] ModelVersion get_model_version(const std::string& name, std::int64_t version);
  [[nodiscard]] ModelVersion get_model_version_by_alias(const std::string& name,
                                                        const std::string& alias);
  /// The URI from which the artifacts of a version are downloaded.
  [[nodiscard]] std::string download_uri(const std::string& name, std::int64_t version);
};

}  // namespace mltrack
