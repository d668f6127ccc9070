// Experiments: create, find, rename, delete, restore, tags.

#include "file_store.hpp"
#include "layout.hpp"
#include "meta.hpp"
#include "read_meta.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/url.hpp"
#include "mltrack/entities/validate.hpp"
#include "mltrack/host/atomic_write.hpp"

#include <algorithm>

namespace mltrack {
namespace {

/// MLflow: a relative location is joined to the working directory by pathlib, which drops "." and
/// empty parts but keeps "..", and is stored absolute; everything else is stored as it was given.
std::string absolute_location(std::string_view location, const std::string& working_directory) {
  const std::string scheme = uri_scheme(location);
  const auto path = local_path(location);
  if (!path || path->starts_with('/')) {
    return std::string(location);
  }
  std::string absolute = scheme.empty() ? working_directory : "file://" + working_directory;
  for (std::string_view rest = *path; !rest.empty();) {
    const auto slash = std::min(rest.find('/'), rest.size());
    const std::string_view part = rest.substr(0, slash);
    if (!part.empty() && part != ".") {
      absolute.append(absolute.ends_with('/') ? "" : "/").append(part);
    }
    rest.remove_prefix(std::min(slash + 1, rest.size()));
  }
  return absolute;
}

void validate_new_name(const std::string& name) {
  validate_experiment_name(name);
  if (name.find('\'') != std::string::npos) {
    // MLflow: splices the name into a filter, so that it can neither make nor look up such a name.
    throw Error::invalid("Invalid experiment name: {}. It contains a single quote.", name)
        .with_hint("MLflow's file store cannot look such a name up; leave the quote out.");
  }
}

}  // namespace

std::string FileStore::create_experiment(const NewExperiment& wanted) {
  validate_new_name(wanted.name);
  validate_artifact_location(wanted.artifact_location);
  for (const Tag& tag : wanted.tags) {
    validate_experiment_tag(tag);
  }
  Directory& root = made_root();
  const auto lock = root.lock(options_.lock_wait_ms);
  check_name_is_free(wanted.name);
  Experiment experiment{
      .experiment_id = drawn_experiment_id(), .name = wanted.name, .tags = wanted.tags};
  experiment.artifact_location =
      wanted.artifact_location.empty()
          ? layout::join(file_uri(root_path_), experiment.experiment_id)
          : absolute_location(wanted.artifact_location, host_.files->working_directory());
  experiment.creation_time = experiment.last_update_time = host_.clock->now_ms();
  make_experiment(root, experiment);
  return experiment.experiment_id;
}

void FileStore::check_name_is_free(const std::string& name) {
  const auto twin = find_experiment_by_name(name);
  if (!twin) {
    return;
  }
  if (twin->lifecycle_stage == LifecycleStage::active) {
    throw Error::exists("Experiment '{}' already exists.", name)
        .with_hint("Its ID is {}.", twin->experiment_id);
  }
  throw Error::exists(
      "Experiment '{}' already exists in deleted state. You can restore the experiment, or "
      "permanently delete the experiment from the .trash folder (under tracking server's root "
      "folder) in order to use this experiment name again.",
      name)
      .with_hint("mltrack restore-experiment {}", twin->experiment_id);
}

std::vector<std::string> FileStore::experiment_folders(ViewType view) {
  return FileTree::experiment_folders(existing_root(), view);
}

std::optional<Experiment> FileStore::read_experiment(const std::string& folder) {
  const auto directory = existing_root().open_directory(folder);
  if (!directory) {
    return std::nullopt;  // deleted meanwhile
  }
  const std::string name = folder.substr(folder.find('/') + 1);
  auto experiment = read_meta(*directory, [&](const yaml::Document& document) {
    return meta::experiment_from(document, name);
  });
  if (!experiment) {
    return std::nullopt;
  }
  // MLflow: the folder decides, not what the file says.
  experiment->lifecycle_stage =
      folder.starts_with(layout::trash) ? LifecycleStage::deleted : LifecycleStage::active;
  each_text(*directory, layout::tags, [&](const std::string& key, std::string value) {
    experiment->tags.push_back({key, std::move(value)});
  });
  return experiment;
}

std::vector<Experiment> FileStore::all_experiments(ViewType view) {
  std::vector<Experiment> experiments;
  for (const std::string& folder : experiment_folders(view)) {
    try {
      validate_experiment_id(folder.substr(folder.find('/') + 1));
    } catch (const Error& error) {
      // MLflow: such a directory makes every listing fail; the owner of the tree wants to know.
      damaged(existing_root().path_of(folder),
              fmt::format("{}; MLflow cannot list this tree until the directory is moved away",
                          error.what()));
      continue;
    }
    try {
      if (auto experiment = read_experiment(folder)) {
        experiments.push_back(std::move(*experiment));
      }
    } catch (const Error& error) {
      if (options_.damage == Damage::fail) {
        throw;
      }
      warn(fmt::format("{} (experiment skipped)", error.what()));
    }
  }
  return experiments;
}

std::optional<std::string> FileStore::find_experiment_folder(const std::string& id) {
  validate_experiment_id(id);
  Directory* directory = root();
  if (directory == nullptr || !layout::may_be_experiment(id)) {
    return std::nullopt;
  }
  for (const std::string& folder : {id, layout::trashed(id)}) {
    const auto status = directory->status(folder);
    if (status && status->kind == FileKind::directory) {
      return folder;
    }
  }
  return std::nullopt;
}

std::optional<Experiment> FileStore::find_experiment(const std::string& id) {
  const auto folder = find_experiment_folder(id);
  return folder ? read_experiment(*folder) : std::nullopt;
}

std::optional<Experiment> FileStore::find_experiment_by_name(const std::string& name) {
  std::optional<Experiment> newest;
  if (root() == nullptr) {
    return newest;
  }
  for (Experiment& experiment : all_experiments(ViewType::all)) {
    if (experiment.name == name &&
        (!newest || experiment.creation_time.value_or(0) > newest->creation_time.value_or(0))) {
      newest = std::move(experiment);
    }
  }
  return newest;
}

FileStore::Opened FileStore::open_active_experiment(const std::string& id) {
  const auto folder = find_experiment_folder(id);
  if (!folder || *folder != id) {
    throw Error::not_found("Could not find experiment with ID {}", id);
  }
  return open_experiment(id, id);
}

FileStore::Opened FileStore::open_experiment(const std::string& id, const std::string& folder) {
  Opened opened{
      .directory = experiment_directory(folder), .meta = {}, .folder = folder, .name = id};
  auto document = read_meta(*opened.directory, [](const yaml::Document& read) { return read; });
  if (!document) {
    throw Error::internal("{}: the file is missing", opened.directory->path_of(layout::meta_file));
  }
  opened.meta = std::move(*document);
  return opened;
}

std::unique_ptr<Directory> FileStore::experiment_directory(const std::string& folder) {
  auto directory = existing_root().open_directory(folder);
  if (!directory) {  // somebody deleted it since we saw it
    throw Error::not_found("Could not find experiment with ID {}",
                           folder.substr(folder.find('/') + 1));
  }
  return directory;
}

void FileStore::save_experiment(Opened& opened, const Experiment& changed) {
  opened.meta.set("name", changed.name);
  opened.meta.set("lifecycle_stage", lifecycle_name(changed.lifecycle_stage));
  opened.meta.set("last_update_time", *changed.last_update_time);
  // MLflow: leaves a copy of the tags in the file, which it never reads.
  opened.meta.set("tags", meta::map_of(changed.tags));
  save_meta(*opened.directory, opened.meta);
}

void FileStore::rename_experiment(const std::string& id, const std::string& new_name) {
  validate_new_name(new_name);
  Experiment experiment = get_experiment(id);
  if (experiment.lifecycle_stage != LifecycleStage::active) {
    throw Error::conflict(
        "Cannot rename experiment in non-active lifecycle stage. Current stage: {}",
        lifecycle_name(experiment.lifecycle_stage))
        .with_hint("mltrack restore-experiment {}", id);
  }
  const auto lock = existing_root().lock(options_.lock_wait_ms);
  check_name_is_free(new_name);
  Opened opened = open_active_experiment(id);
  experiment.name = new_name;
  experiment.last_update_time = host_.clock->now_ms();
  save_experiment(opened, experiment);
}

void FileStore::delete_experiment(const std::string& id) {
  if (id == default_experiment_id) {
    throw Error::internal(
        "Cannot delete the default experiment '0'. This is an internally reserved experiment.")
        .as(Failure::usage);
  }
  Directory& root = existing_root();
  const auto lock = root.lock(options_.lock_wait_ms);
  Opened opened = open_active_experiment(id);
  if (root.status(layout::trashed(id))) {
    // MLflow finds this out only after it has rewritten every run.
    throw Error::exists("Cannot delete experiment '{}': {} is in the way.", id,
                        root.path_of(layout::trashed(id)));
  }
  change_lifecycle_of_all(opened, LifecycleStage::deleted);
  root.make_directory(layout::trash);
  root.rename(id, layout::trashed(id));
}

void FileStore::restore_experiment(const std::string& id) {
  validate_experiment_id(id);
  Directory& root = existing_root();
  const auto lock = root.lock(options_.lock_wait_ms);
  if (!root.status(layout::trashed(id))) {
    throw Error::not_found("Could not find deleted experiment with ID {}", id);
  }
  const auto id_in_use = [&] {
    return Error::exists(
        "Cannot restore experiment with ID {}. An experiment with same ID already exists.", id);
  };
  if (root.status(id)) {
    throw id_in_use();
  }
  // MLflow moves first. The move is what counts, so it comes last here: whatever fails before it can
  // be made good by restoring once more.
  Opened opened = open_experiment(id, layout::trashed(id));
  change_lifecycle_of_all(opened, LifecycleStage::active);
  if (!root.rename_new(layout::trashed(id), id)) {
    throw id_in_use();
  }
}

void FileStore::change_lifecycle_of_all(Opened& experiment, LifecycleStage stage) {
  auto read = read_experiment(experiment.folder);
  if (!read) {
    throw Error::not_found("Could not find experiment with ID {}", experiment.name);
  }
  const std::int64_t now = host_.clock->now_ms();
  for (const std::string& name : run_directories(experiment.folder)) {
    Opened run = open_place({experiment.folder, name});
    if (!run.directory || !read_for_change(run)) {
      continue;
    }
    const auto lock = lock_for_change(run);
    // MLflow: runs that are deleted already keep their own time of deletion.
    if (meta::lifecycle_from(run.meta) != stage) {
      change_lifecycle(run, stage, now);
    }
  }
  read->lifecycle_stage = stage;
  read->last_update_time = now;
  save_experiment(experiment, *read);
}

bool FileStore::read_for_change(Opened& run) {
  try {
    auto document = read_meta(*run.directory, [](const yaml::Document& read) {
      (void)meta::lifecycle_from(read);
      return read;
    });
    if (document) {
      run.meta = std::move(*document);
    }
    return document.has_value();
  } catch (const Error& error) {
    if (error.failure() == Failure::denied) {
      throw;
    }
    damaged(run.directory->path(), error.what());
    return false;
  }
}

void FileStore::set_experiment_tag(const std::string& id, const Tag& tag) {
  validate_experiment_tag(tag);
  const Experiment experiment = get_experiment(id);
  if (experiment.lifecycle_stage != LifecycleStage::active) {
    throw Error::conflict("The experiment {} must be in the 'active' lifecycle_stage to set tags",
                          id);
  }
  const auto directory = experiment_directory(id);
  make_parents(*directory, layout::tag(tag.key));
  atomic_write(*directory, layout::tag(tag.key), tag.value, *host_.random);
}

void FileStore::delete_experiment_tag(const std::string& id, const std::string& key) {
  validate_key(key, "key");
  const Experiment experiment = get_experiment(id);
  if (experiment.lifecycle_stage != LifecycleStage::active) {
    throw Error::conflict(
        "The experiment {} must be in the 'active' lifecycle_stage to delete tags", id);
  }
  if (!experiment_directory(id)->remove(layout::tag(key))) {
    throw Error::not_found("No tag with name: {} in experiment with id {}", key, id);
  }
}

}  // namespace mltrack
