// The root of the tree and the meta.yaml files in it.

#include "file_tree.hpp"
#include "layout.hpp"
#include "meta.hpp"
#include "read_meta.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/url.hpp"
#include "mltrack/host/atomic_write.hpp"

#include <algorithm>

namespace mltrack {

void remove_all(Directory& parent, const std::string& name) noexcept {
  try {
    std::vector<std::string> below;
    if (parent.remove(name)) {
      return;  // a file or a link
    }
    if (const auto directory = parent.open_directory(name)) {
      directory->list(
          [&](const DirectoryEntry& entry) { below.push_back(layout::join(name, entry.name)); });
    }
    for (const std::string& path : below) {
      remove_all(parent, path);
    }
    parent.remove_directory(name);
    // What stays behind is hidden; what led here is the thing to tell.
  } catch (const std::exception&) {  // NOLINT(bugprone-empty-catch)
  }
}

Directory* FileTree::root() {
  const std::lock_guard guard(mutex_);
  if (!root_) {
    root_ = host_.files->open(root_path_);
  }
  return root_.get();
}

Directory& FileTree::existing_root() {
  if (Directory* directory = root()) {
    return *directory;
  }
  throw Error::not_found("There is no mlruns tree at {}", root_path_)
      .with_hint(
          "Name one with --tracking-uri or MLFLOW_TRACKING_URI, or make one: mltrack "
          "create-experiment NAME");
}

Directory& FileTree::made_root() {
  if (Directory* directory = root()) {
    complete_root(*directory);
    return *directory;
  }
  auto made = host_.files->make_directories(root_path_);
  complete_root(*made);
  const std::lock_guard guard(mutex_);
  root_ = std::move(made);
  return *root_;
}

void FileTree::complete_root(Directory& root) {
  const std::string default_meta = layout::join(default_experiment_id, layout::meta_file);
  if (root.status(default_meta)) {
    return;
  }
  // Whoever makes the tree makes all of it before another goes on: both come here, and one waits.
  const auto lock = root.lock(options_.lock_wait_ms);
  root.make_directory(layout::trash);
  if (root.status(default_meta)) {
    return;  // another was first
  }
  // MLflow: makes the Default experiment only with the root; where somebody removed it, it stays
  // away. A root with nothing in it is a tree whose making was cut short, or an empty directory.
  bool is_empty = true;
  root.list([&](const DirectoryEntry& entry) {
    is_empty = is_empty && (entry.kind != FileKind::directory || entry.name == layout::trash ||
                            entry.name == default_experiment_id);
  });
  if (is_empty) {
    const std::int64_t now = host_.clock->now_ms();
    make_experiment(root,
                    {.experiment_id = default_experiment_id,
                     .name = default_experiment_name,
                     .artifact_location = layout::join(file_uri(root_path_), default_experiment_id),
                     .creation_time = now,
                     .last_update_time = now});
  }
}

std::string FileTree::drawn_experiment_id() {
  constexpr std::uint64_t smallest = 100'000'000'000'000'000;  // 10^17
  return fmt::format("{}", smallest + host_.random->next() % (9 * smallest));
}

std::vector<std::string> FileTree::experiment_folders(const Directory& root, ViewType view) {
  std::vector<std::string> folders;
  const auto add = [&](const Directory& directory, std::string_view prefix) {
    directory.list([&](const DirectoryEntry& entry) {
      if (entry.kind == FileKind::directory &&
          (!prefix.empty() || layout::may_be_experiment(entry.name))) {
        folders.push_back(prefix.empty() ? std::string(entry.name)
                                         : layout::join(prefix, entry.name));
      }
    });
  };
  if (view != ViewType::deleted_only) {
    add(root, "");
  }
  if (view != ViewType::active_only) {
    if (const auto trash = root.open_directory(layout::trash)) {
      add(*trash, layout::trash);
    }
  }
  return folders;
}

void FileTree::make_experiment(Directory& root, const Experiment& experiment) {
  const std::string& id = experiment.experiment_id;
  if (!root.make_directory(id) && id != default_experiment_id) {
    throw Error::internal("{}: a directory of that name exists", root.path_of(id));
  }
  try {
    const auto directory = root.open_directory(id);
    for (const Tag& tag : experiment.tags) {
      make_parents(*directory, layout::tag(tag.key));
      atomic_write(*directory, layout::tag(tag.key), tag.value, *host_.random);
    }
    // Last, for it is what makes the directory an experiment.
    atomic_write(*directory, layout::meta_file, yaml::emit(meta::map_of(experiment)),
                 *host_.random);
  } catch (const Error&) {
    // MLflow warns of a directory without meta.yaml at every listing.
    remove_all(root, id);
    throw;
  }
}

void FileTree::warn(const std::string& text) {
  const std::lock_guard guard(mutex_);
  if (std::find(warned_.begin(), warned_.end(), text) == warned_.end()) {
    warned_.push_back(text);
    options_.warn(text);
  }
}

void FileTree::damaged(const std::string& path, const std::string& reason) {
  const std::string text = fmt::format("{}: {}", path, reason);
  if (options_.damage == Damage::fail) {
    throw Error::internal("{}", text).with_hint("Without --strict it would be skipped.");
  }
  warn(text);
}

std::optional<yaml::Document> FileTree::load_meta(const Directory& directory,
                                                  std::string_view file) {
  constexpr std::size_t largest_meta = 16U << 20U;  // a dataset's profile can be 16 MiB
  auto text = directory.read(file, largest_meta);
  if (!text) {
    return std::nullopt;
  }
  return yaml::Document::parse(std::move(*text));
}

void FileTree::save_meta(Directory& directory, const yaml::Document& document) {
  atomic_write(directory, layout::meta_file, document.str(), *host_.random);
}

std::string tree_path(Host& host, const std::string& uri) {
  const auto path = local_path(uri);
  if (!path || path->empty()) {
    throw Error::invalid("Invalid tracking URI '{}': it names no local directory", uri)
        .with_hint("Use a directory such as ./mlruns or file:///data/mlruns.");
  }
  return normalize_path(
      path->starts_with('/') ? *path : layout::join(host.files->working_directory(), *path));
}

}  // namespace mltrack
