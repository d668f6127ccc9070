// Runs: create, find, update, delete, restore.

#include "file_store.hpp"
#include "layout.hpp"
#include "meta.hpp"
#include "read_meta.hpp"
#include "run_names.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/url.hpp"
#include "mltrack/entities/validate.hpp"
#include "mltrack/host/atomic_write.hpp"

#include <algorithm>

namespace mltrack {
namespace {

/// MLflow: the run's name and the tag mlflow.runName are kept equal. The name, which is in `tags` then.
std::string agree_on_name(std::string name, std::vector<Tag>& tags, Random& random) {
  const auto name_tag = std::find_if(tags.begin(), tags.end(),
                                     [](const Tag& tag) { return tag.key == tag_keys::run_name; });
  if (name_tag != tags.end()) {
    if (!name.empty() && !name_tag->value.empty() && name != name_tag->value) {
      throw Error::invalid(
          "Both 'run_name' argument and 'mlflow.runName' tag are specified, but with different "
          "values (run_name='{}', mlflow.runName='{}').",
          name, name_tag->value);
    }
    name = name.empty() ? name_tag->value : name;
  }
  if (name.empty()) {
    name = generate_run_name(random);
  }
  if (name_tag != tags.end()) {
    name_tag->value = name;
  } else {
    tags.push_back({tag_keys::run_name, name});
  }
  return name;
}

}  // namespace

std::optional<FileStore::Opened> FileStore::find_run_directory(const std::string& id) {
  validate_run_id(id);
  Directory* tree = root();
  if (tree == nullptr) {
    throw Error::not_found("Run '{}' not found", id)
        .with_hint("There is no mlruns tree at {}.", root_path_);
  }
  const auto look_in = [&](const std::string& folder) -> std::optional<Opened> {
    auto directory = tree->open_directory(layout::run(folder, id));
    if (!directory) {
      return std::nullopt;
    }
    // MLflow: a run whose meta.yaml is not its own is refused for writing, too.
    auto document = read_meta(*directory, [&](const yaml::Document& read) {
      static_cast<void>(
          meta::run_info_from(read, std::string_view(folder).substr(folder.find('/') + 1), id));
      return read;
    });
    if (!document) {
      return std::nullopt;
    }
    return Opened{std::move(directory), std::move(*document), folder, id};
  };
  if (!options_.hint_experiment_id.empty() && !options_.hint_experiment_id.starts_with('.') &&
      options_.hint_experiment_id.find('/') == std::string::npos) {
    if (auto found = look_in(options_.hint_experiment_id)) {
      return found;
    }
  }
  for (const ViewType view : {ViewType::active_only, ViewType::deleted_only}) {
    for (const std::string& folder : experiment_folders(view)) {
      if (auto found = look_in(folder)) {
        return found;
      }
    }
  }
  return std::nullopt;
}

FileStore::Opened FileStore::open_run(const std::string& id) {
  auto opened = find_run_directory(id);
  if (!opened) {
    throw Error::not_found("Run '{}' not found", id);
  }
  return std::move(*opened);
}

FileStore::Opened FileStore::open_active_run(const std::string& id) {
  Opened opened = open_run(id);
  if (meta::lifecycle_from(opened.meta) != LifecycleStage::active) {
    throw Error::conflict("The run {} must be in 'active' lifecycle_stage.", id)
        .with_hint("mltrack restore-run {}", id);
  }
  return opened;
}

std::vector<std::string> FileStore::run_directories(const std::string& folder) {
  std::vector<std::string> names;
  if (const auto directory = existing_root().open_directory(folder)) {
    directory->list([&](const DirectoryEntry& entry) {
      if (entry.kind == FileKind::directory && layout::may_be_run(entry.name)) {
        names.emplace_back(entry.name);
      }
    });
  }
  return names;
}

std::vector<RunLocation> FileStore::list_run_ids(std::string_view prefix) {
  std::vector<RunLocation> found;
  for (const std::string& folder : experiment_folders(ViewType::all)) {
    for (const std::string& name : run_directories(folder)) {
      if (name.starts_with(prefix) && !name.starts_with('.')) {
        found.push_back({folder.substr(folder.find('/') + 1), name});
      }
    }
  }
  return found;
}

RunInfo FileStore::create_run(const NewRun& wanted) {
  std::vector<Tag> tags = wanted.tags;
  for (const Tag& tag : tags) {
    validate_tag(tag);
  }
  const std::string name = agree_on_name(wanted.run_name, tags, *host_.random);
  validate_tag({tag_keys::run_name, name});

  if (wanted.experiment_id == default_experiment_id) {
    (void)made_root();
  }
  const auto experiment = find_experiment(wanted.experiment_id);
  if (!experiment) {
    throw Error::not_found("Could not find experiment with ID {}", wanted.experiment_id);
  }
  if (experiment->lifecycle_stage != LifecycleStage::active) {
    throw Error::invalid_state("Could not create run under non-active experiment with ID {}.",
                               wanted.experiment_id)
        .with_hint("mltrack restore-experiment {}", wanted.experiment_id);
  }
  if (!wanted.run_id.empty()) {
    validate_run_id(wanted.run_id);
  }
  const std::string run_id = wanted.run_id.empty() ? uuid4_hex(*host_.random) : wanted.run_id;
  const RunInfo info{.run_id = run_id,
                     .experiment_id = wanted.experiment_id,
                     .run_name = name,
                     .user_id = wanted.user_id,
                     .status = RunStatus::running,
                     .start_time = wanted.start_time,
                     .artifact_uri = append_to_uri_path(experiment->artifact_location,
                                                        layout::join(run_id, layout::artifacts))};
  const auto directory = experiment_directory(wanted.experiment_id);
  if (!wanted.run_id.empty()) {
    write_new_run(*directory, info, tags, IdOrigin::chosen);
    return info;
  }
  try {
    write_new_run(*directory, info, tags, IdOrigin::drawn);
  } catch (const Error&) {
    remove_all(*directory, run_id);  // nobody else has this id
    throw;
  }
  return info;
}

void FileStore::write_new_run(Directory& experiment, const RunInfo& info,
                              const std::vector<Tag>& tags, IdOrigin origin) {
  const bool is_new = experiment.make_directory(info.run_id);
  const auto run = experiment.open_directory(info.run_id);
  if (!is_new && run->status(layout::meta_file)) {
    throw Error::exists("Run '{}' already exists", info.run_id);
  }
  // MLflow 3.17 does not find a run without these three.
  for (const std::string_view folder :
       {layout::metrics, layout::params, layout::artifacts, layout::tags}) {
    run->make_directory(folder);
  }
  // Two may make one id at once, if both ask for it. Nobody sees the run before its meta.yaml, so a
  // tag needs no detour over a temporary file. One that is there already is that of another who
  // makes the same run now, or died while making it.
  const bool may_meet = origin == IdOrigin::chosen;
  const auto lock = may_meet ? run->lock(options_.lock_wait_ms) : nullptr;
  if (!is_new && run->status(layout::meta_file)) {
    throw Error::exists("Run '{}' already exists", info.run_id);
  }
  std::vector<const Tag*> taken;
  for (const Tag& tag : tags) {
    make_parents(*run, layout::tag(tag.key));
    if (const auto file = run->create(layout::tag(tag.key))) {
      file->write(tag.value);
    } else if (lock || !may_meet) {  // of one who died: it must be gone before the run is seen
      atomic_write(*run, layout::tag(tag.key), tag.value, *host_.random);
    } else {
      taken.push_back(&tag);
    }
  }
  if (!atomic_create(*run, layout::meta_file, yaml::emit(meta::map_of(info)), *host_.random)) {
    throw Error::exists("Run '{}' already exists", info.run_id);
  }
  for (const Tag* tag : taken) {  // without locks: whose meta.yaml it is, his are the tags
    atomic_write(*run, layout::tag(tag->key), tag->value, *host_.random);
  }
}

std::optional<Run> FileStore::find_run(const std::string& id) {
  const auto opened = find_run_directory(id);
  return opened ? std::optional(read_run(*opened)) : std::nullopt;
}

std::optional<Run> FileStore::find_run(const std::string& id, const RunKeys& keys) {
  const auto opened = find_run_directory(id);
  return opened ? std::optional(
                      Run{.info = info_of(*opened), .data = read_data(*opened->directory, keys)})
                : std::nullopt;
}

std::optional<RunInfo> FileStore::find_run_info(const std::string& id) {
  const auto opened = find_run_directory(id);
  return opened ? std::optional(info_of(*opened)) : std::nullopt;
}

RunInfo FileStore::update_run(const std::string& id, const RunUpdate& update) {
  if (update.run_name) {
    validate_tag({tag_keys::run_name, *update.run_name});
  }
  Opened run = open_active_run(id);
  const auto lock = lock_for_change(run);
  // MLflow: an empty name changes nothing here.
  if (update.run_name && !update.run_name->empty()) {
    make_parents(*run.directory, layout::tag(tag_keys::run_name));
    atomic_write(*run.directory, layout::tag(tag_keys::run_name), *update.run_name, *host_.random);
    run.meta.set("run_name", *update.run_name);
  }
  if (update.status) {
    run.meta.set("status", static_cast<int>(*update.status));
  }
  if (update.end_time) {
    run.meta.set("end_time", *update.end_time);
  }
  save_run(run);
  return info_of(run);
}

std::unique_ptr<DirectoryLock> FileStore::lock_for_change(Opened& run) {
  auto lock = run.directory->lock(options_.lock_wait_ms);
  if (auto document = read_meta(*run.directory, [](const yaml::Document& read) { return read; })) {
    run.meta = std::move(*document);
  }
  return lock;
}

void FileStore::save_run(Opened& run) {
  if (!run.meta.text("run_id")) {
    run.meta.set("run_id", run.name);  // MLflow 3 cannot read what very old versions wrote without
  }
  save_meta(*run.directory, run.meta);
}

void FileStore::change_lifecycle(Opened& opened, LifecycleStage stage, std::int64_t now) {
  opened.meta.set("lifecycle_stage", lifecycle_name(stage));
  if (stage == LifecycleStage::deleted) {
    opened.meta.set("deleted_time", now);
  } else {
    opened.meta.erase("deleted_time");
  }
  save_run(opened);
}

void FileStore::delete_run(const std::string& id) {
  Opened run = open_run(id);
  const auto lock = lock_for_change(run);
  change_lifecycle(run, LifecycleStage::deleted, host_.clock->now_ms());
}

void FileStore::restore_run(const std::string& id) {
  Opened run = open_run(id);
  const auto lock = lock_for_change(run);
  change_lifecycle(run, LifecycleStage::active, host_.clock->now_ms());
}

}  // namespace mltrack
