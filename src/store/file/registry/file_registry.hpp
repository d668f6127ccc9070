#pragma once
// MLflow's model registry in a tree (mlruns/models/), one class, its methods in one file a noun:
// registered_models.cpp, model_versions.cpp, registry_reader.cpp, search_registry.cpp.
//
// Whoever changes a model locks its directory against other mltrack processes.

#include "file/file_tree.hpp"

#include "mltrack/store/model_registry.hpp"

#include <functional>
#include <map>

namespace mltrack {

class FileRegistry final : public ModelRegistry, private FileTree {
 public:
  FileRegistry(Host& host, std::string root, StoreOptions options)
      : FileTree(host, std::move(root), std::move(options)) {}

  RegisteredModel create_registered_model(const NewRegisteredModel& model) override;
  [[nodiscard]] std::optional<RegisteredModel> find_registered_model(
      const std::string& name) override;
  [[nodiscard]] Page<RegisteredModel> search_registered_models(
      const RegisteredModelQuery& query) override;
  RegisteredModel update_registered_model(const std::string& name,
                                          const std::optional<std::string>& description) override;
  RegisteredModel rename_registered_model(const std::string& name,
                                          const std::string& new_name) override;
  void delete_registered_model(const std::string& name) override;
  void set_registered_model_tag(const std::string& name, const Tag& tag) override;
  void delete_registered_model_tag(const std::string& name, const std::string& key) override;
  void set_registered_model_alias(const std::string& name, const std::string& alias,
                                  std::int64_t version) override;
  void delete_registered_model_alias(const std::string& name, const std::string& alias) override;
  [[nodiscard]] std::vector<ModelVersion> latest_versions(
      const std::string& name, const std::vector<ModelStage>& stages) override;

  ModelVersion create_model_version(const NewModelVersion& version) override;
  [[nodiscard]] std::optional<ModelVersion> find_model_version(const std::string& name,
                                                               std::int64_t version) override;
  [[nodiscard]] std::optional<ModelVersion> find_model_version_by_alias(
      const std::string& name, const std::string& alias) override;
  [[nodiscard]] Page<ModelVersion> search_model_versions(const ModelVersionQuery& query) override;
  ModelVersion update_model_version(const std::string& name, std::int64_t version,
                                    const std::optional<std::string>& description) override;
  ModelVersion transition_model_version_stage(const std::string& name, std::int64_t version,
                                              ModelStage stage, ArchiveExisting archive) override;
  void delete_model_version(const std::string& name, std::int64_t version) override;
  void set_model_version_tag(const std::string& name, std::int64_t version,
                             const Tag& tag) override;
  void delete_model_version_tag(const std::string& name, std::int64_t version,
                                const std::string& key) override;

 private:
  /// A directory with its meta.yaml, read: of a registered model, or of one of its versions.
  struct Opened {
    std::unique_ptr<Directory> directory;
    yaml::Document meta;
  };
  /// A registered model that is being changed, locked.
  struct Changing {
    std::string name;
    Opened model;
    std::unique_ptr<DirectoryLock> lock;
    std::int64_t now = 0;  // ms
  };
  using Aliases = std::vector<ModelAlias>;

  // Reading (registry_reader.cpp).
  /// Nothing if there is no such model. Throws Error::invalid for a bad name.
  [[nodiscard]] std::optional<Opened> open_model(const std::string& name);
  [[nodiscard]] Opened existing_model(const std::string& name);
  /// Nothing if it is not there; a deleted one is there.
  [[nodiscard]] std::optional<Opened> open_version(const Directory& model, std::int64_t version);
  /// Without its latest versions.
  [[nodiscard]] RegisteredModel read_model(const Opened& opened, const std::string& name);
  [[nodiscard]] ModelVersion read_version(const Opened& opened, const std::string& name,
                                          std::int64_t number, const Aliases& aliases);
  /// Deleted ones, too; in no order. Damaged ones are reported and left out.
  void each_version(const Directory& model, const std::string& name, const Aliases& aliases,
                    const std::function<void(Opened& opened, ModelVersion&& version)>& visit);
  [[nodiscard]] std::vector<std::int64_t> version_numbers(const Directory& model) const;
  [[nodiscard]] Aliases read_aliases(const Directory& model);
  [[nodiscard]] std::vector<ModelVersion> latest_of(const Directory& model, const std::string& name,
                                                    const Aliases& aliases,
                                                    const std::vector<ModelStage>& stages);
  /// The names of all models; what may be one, whether it can be read or not.
  [[nodiscard]] std::vector<std::string> model_names();
  /// Without latest versions. Damaged ones are reported and left out.
  void each_model(
      const std::function<void(const Directory& directory, RegisteredModel&& model)>& visit);
  [[nodiscard]] RegisteredModel with_latest_versions(RegisteredModel model);

  // Changing.
  /// Throws if there is no such model.
  [[nodiscard]] Changing change_model(const std::string& name);
  /// Its last_updated_timestamp and what the file repeats of the aliases.
  void save_model(Changing& changing);
  /// Throws if the version is not there, or deleted.
  [[nodiscard]] Opened version_to_change(const Changing& changing, std::int64_t version);
  void set_stage(Opened& version, ModelStage stage, std::int64_t now);
  void archive_others(const Changing& changing, std::int64_t version, ModelStage stage);
  /// The files of a version, complete under its number, the next one.
  [[nodiscard]] std::int64_t publish_version(Directory& model, ModelVersion version);
  void write_new(Directory& parent, const std::string& folder, const yaml::Map& meta,
                 const std::vector<Tag>& tags);
  /// Where the files of a source really are: `models:/...` is followed.
  void follow_source(ModelVersion& version);
};

}  // namespace mltrack
