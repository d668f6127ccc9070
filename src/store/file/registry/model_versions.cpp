// Versions of registered models: create, update, stages, delete, tags.

#include "file/file_store.hpp"
#include "file/layout.hpp"
#include "file/meta.hpp"
#include "file_registry.hpp"
#include "registry_errors.hpp"
#include "registry_meta.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/number.hpp"
#include "mltrack/base/url.hpp"
#include "mltrack/entities/validate.hpp"
#include "mltrack/host/atomic_write.hpp"

namespace mltrack {

ModelVersion FileRegistry::create_model_version(const NewModelVersion& wanted) {
  validate_model_name(wanted.name);
  for (const Tag& tag : wanted.tags) {
    validate_model_tag(tag);
  }
  ModelVersion version{.name = wanted.name,
                       .creation_timestamp = {},
                       .last_updated_timestamp = {},
                       .description = wanted.description,
                       .user_id = {},
                       .source = wanted.source,
                       .storage_location = wanted.source,
                       .run_id = wanted.run_id,
                       .run_link = wanted.run_link,
                       .model_id = wanted.model_id,
                       .status_message = {},
                       .tags = wanted.tags,
                       .aliases = {}};
  follow_source(version);
  Changing changing = change_model(wanted.name);
  version.creation_timestamp = version.last_updated_timestamp = changing.now;
  const std::int64_t number = publish_version(*changing.model.directory, std::move(version));
  save_model(changing);
  return get_model_version(wanted.name, number);
}

void FileRegistry::follow_source(ModelVersion& version) {
  const std::string source = version.source.value_or("");
  const auto run_of_logged_model = [&](const std::string& id) {
    auto model = FileStore(host_, root_path_, options_).find_logged_model(id);
    if (!model) {
      throw Error::not_found("Model '{}' not found", id);
    }
    if (version.run_id.value_or("").empty() && model->source_run_id) {
      version.run_id = model->source_run_id;
    }
    return std::move(model->artifact_location);
  };
  constexpr std::string_view prefix = "models:/";
  if (uri_scheme(source) == "models") {
    const std::string_view path =
        source.starts_with(prefix) ? std::string_view(source).substr(prefix.size()) : "";
    const auto slash = path.find('/');
    const auto number =
        slash == std::string_view::npos ? std::nullopt : parse_python_int(path.substr(slash + 1));
    if (number) {
      version.storage_location = download_uri(std::string(path.substr(0, slash)), *number);
    } else if (slash == std::string_view::npos && !path.empty() &&
               path.find('@') == std::string_view::npos) {
      version.storage_location = run_of_logged_model(std::string(path));
    } else {
      throw Error::invalid("Unable to fetch model from model URI source artifact location '{}'.",
                           source)
          .with_hint("Give models:/NAME/VERSION, or models:/MODEL_ID for a logged model.");
    }
  }
  if (version.run_id.value_or("").empty() && version.model_id) {
    static_cast<void>(run_of_logged_model(*version.model_id));
  }
}

std::int64_t FileRegistry::publish_version(Directory& model, ModelVersion version) {
  const std::vector<Tag> tags = std::move(version.tags);
  while (true) {
    const std::vector<std::int64_t> numbers = version_numbers(model);
    version.version = numbers.empty() ? 1 : numbers.back() + 1;
    // MLflow: a version directory without meta.yaml makes the model unreadable; it looks only at names
    // that begin with "version-".
    const std::string hidden = temporary_name(*host_.random);
    try {
      write_new(model, hidden, meta::map_of(version), tags);
      if (model.rename_new(hidden, layout::version(version.version))) {
        return version.version;
      }
    } catch (...) {
      remove_all(model, hidden);
      throw;
    }
    remove_all(model, hidden);  // MLflow, or a disk without locks: the number was taken meanwhile
  }
}

FileRegistry::Opened FileRegistry::version_to_change(const Changing& changing,
                                                     std::int64_t version) {
  auto opened = open_version(*changing.model.directory, version);
  if (!opened || meta::stage_from(opened->meta) == ModelStage::deleted) {
    throw version_not_found(changing.name, version);
  }
  return std::move(*opened);
}

ModelVersion FileRegistry::update_model_version(const std::string& name, std::int64_t version,
                                                const std::optional<std::string>& description) {
  const Changing changing = change_model(name);
  Opened opened = version_to_change(changing, version);
  opened.meta.set("description", meta::value_of(description));
  opened.meta.set("last_updated_timestamp", changing.now);
  save_meta(*opened.directory, opened.meta);  // MLflow: the model itself stays as it was
  return read_version(opened, name, version, read_aliases(*changing.model.directory));
}

ModelVersion FileRegistry::transition_model_version_stage(const std::string& name,
                                                          std::int64_t version, ModelStage stage,
                                                          ArchiveExisting archive) {
  const bool is_active = stage == ModelStage::staging || stage == ModelStage::production;
  if (archive == ArchiveExisting::yes && !is_active) {
    throw Error::internal(
        "Model version transition cannot archive existing model versions because '{}' is not an "
        "Active stage. Valid stages are ['Staging', 'Production']",
        model_stage_name(stage))
        .as(Failure::usage);
  }
  Changing changing = change_model(name);
  Opened opened = version_to_change(changing, version);
  // MLflow archives the others first: whoever looked then, or after a crash, found the stage empty.
  set_stage(opened, stage, changing.now);
  if (archive == ArchiveExisting::yes) {
    archive_others(changing, version, stage);
  }
  save_model(changing);
  return read_version(opened, name, version, read_aliases(*changing.model.directory));
}

void FileRegistry::archive_others(const Changing& changing, std::int64_t version,
                                  ModelStage stage) {
  each_version(*changing.model.directory, changing.name, {},
               [&](Opened& opened, ModelVersion&& other) {
                 if (other.version != version && other.current_stage == stage) {
                   set_stage(opened, ModelStage::archived, changing.now);
                 }
               });
}

void FileRegistry::set_stage(Opened& version, ModelStage stage, std::int64_t now) {
  version.meta.set("current_stage", std::string(model_stage_name(stage)));
  version.meta.set("last_updated_timestamp", now);
  save_meta(*version.directory, version.meta);
}

void FileRegistry::delete_model_version(const std::string& name, std::int64_t version) {
  Changing changing = change_model(name);
  Opened opened = version_to_change(changing, version);
  // The stage is what counts, so it comes last: what fails before can be made good by deleting again.
  for (const ModelAlias& alias : read_aliases(*changing.model.directory)) {
    if (alias.version == version) {
      changing.model.directory->remove(layout::alias(alias.alias));
    }
  }
  set_stage(opened, ModelStage::deleted, changing.now);
  save_model(changing);
}

void FileRegistry::set_model_version_tag(const std::string& name, std::int64_t version,
                                         const Tag& tag) {
  validate_model_tag(tag);
  Changing changing = change_model(name);
  const Opened opened = version_to_change(changing, version);
  make_parents(*opened.directory, layout::tag(tag.key));
  atomic_write(*opened.directory, layout::tag(tag.key), tag.value, *host_.random);
  save_model(changing);
}

void FileRegistry::delete_model_version_tag(const std::string& name, std::int64_t version,
                                            const std::string& key) {
  validate_key(key, "key");
  Changing changing = change_model(name);
  const Opened opened = version_to_change(changing, version);
  if (opened.directory->remove(layout::tag(key))) {
    save_model(changing);
  }
}

}  // namespace mltrack
