// The root of the tree and the meta.yaml files in it.

#include <algorithm>

#include "file_store.hpp"
#include "layout.hpp"
#include "meta.hpp"
#include "mltrack/base/error.hpp"
#include "mltrack/base/url.hpp"
#include "mltrack/host/atomic_write.hpp"
#include "read_meta.hpp"

namespace mltrack {

FileStore::FileStore(Host& host, std::string root, StoreOptions options)
    : host_(host), root_path_(std::move(root)), options_(std::move(options)) {}

Directory* FileStore::root() {
  const std::lock_guard guard(mutex_);
  if (!root_) {
    root_ = host_.files->open(root_path_);
  }
  return root_.get();
}

Directory& FileStore::existing_root() {
  if (Directory* directory = root()) {
    return *directory;
  }
  throw Error::not_found("There is no mlruns tree at {}", root_path_)
      .with_hint(
          "Name one with --tracking-uri or MLFLOW_TRACKING_URI, or make one: mltrack "
          "create-experiment NAME");
}

Directory& FileStore::made_root() {
  if (Directory* directory = root()) {
    return *directory;
  }
  // Whoever makes the tree first makes all of it before another looks: the lock is on the root
  // itself, and the directory is only taken for a tree of ours with the lock held.
  auto made = host_.files->make_directories(root_path_);
  {
    const auto lock = made->lock(options_.lock_wait_ms);
    made->make_directory(layout::trash);
    if (!made->status(default_experiment_id)) {
      const std::int64_t now = host_.clock->now_ms();
      make_experiment(*made,
                      {.experiment_id = default_experiment_id,
                       .name = default_experiment_name,
                       .artifact_location = layout::join(file_uri(root_path_), default_experiment_id),
                       .creation_time = now,
                       .last_update_time = now});
    }
  }
  const std::lock_guard guard(mutex_);
  root_ = std::move(made);
  return *root_;
}

void FileStore::make_experiment(Directory& root, const Experiment& experiment) {
  if (!root.make_directory(experiment.experiment_id)) {
    throw Error::internal("{}: a directory of that name exists",
                          root.path_of(experiment.experiment_id));
  }
  const auto directory = root.open_directory(experiment.experiment_id);
  for (const Tag& tag : experiment.tags) {
    make_parents(*directory, layout::tag(tag.key));
    atomic_write(*directory, layout::tag(tag.key), tag.value, *host_.random);
  }
  // Last, for it is what makes the directory an experiment.
  atomic_write(*directory, layout::meta_file, yaml::emit(meta::map_of(experiment)), *host_.random);
}

void FileStore::warn(const std::string& text) {
  {
    const std::lock_guard guard(mutex_);
    if (std::find(warned_.begin(), warned_.end(), text) != warned_.end()) {
      return;
    }
    warned_.push_back(text);
  }
  options_.warn(text);
}

void FileStore::damaged(const std::string& path, const std::string& reason) {
  const std::string text = fmt::format("{}: {}", path, reason);
  if (options_.damage == Damage::fail) {
    throw Error::internal("{}", text).with_hint("Without --strict it would be skipped.");
  }
  warn(text);
}

std::optional<yaml::Document> FileStore::load_meta(const Directory& directory) const {
  constexpr std::size_t largest_meta = 16U << 20U;  // a dataset's profile can be 16 MiB
  auto text = directory.read(layout::meta_file, largest_meta);
  if (!text) {
    return std::nullopt;
  }
  return yaml::Document::parse(std::move(*text));
}

void FileStore::save_meta(Directory& directory, const yaml::Document& document) {
  atomic_write(directory, layout::meta_file, document.str(), *host_.random);
}

namespace {

std::unique_ptr<Store> open_file_store(Host& host, const StoreOptions& options) {
  const auto path = local_path(options.uri);
  if (!path || path->empty()) {
    throw Error::invalid("Invalid tracking URI '{}': it names no local directory", options.uri)
        .with_hint("Use a directory such as ./mlruns or file:///data/mlruns.");
  }
  const std::string absolute =
      (*path)[0] == '/' ? *path : layout::join(host.files->working_directory(), *path);
  return std::make_unique<FileStore>(host, normalize_path(absolute), options);
}

const StoreKind plain_path{"", open_file_store};
const StoreKind file_scheme{"file", open_file_store};

}  // namespace
}  // namespace mltrack
