// Which experiment of the source is which of the target.

#include "tree_copier.hpp"

#include "file/layout.hpp"
#include "file/meta.hpp"
#include "file/read_meta.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/unicode.hpp"
#include "mltrack/entities/validate.hpp"
#include "mltrack/host/atomic_write.hpp"

#include <algorithm>
#include <utility>

namespace mltrack {
namespace {

/// Ids of MLflow's own making are never drawn twice; those of a tree that begins with 1, 2, 3 are.
bool is_unique(const std::string& experiment_id) {
  constexpr std::size_t length_of_drawn_ids = 18;
  return experiment_id.size() >= length_of_drawn_ids;
}

std::string name_of(const std::string& folder) {
  return folder.substr(folder.find('/') + 1);
}

}  // namespace

std::string_view copy_action_name(CopyAction action) {
  switch (action) {
    case CopyAction::added:
      return "added";
    case CopyAction::carried_on:
      return "carried on";
    case CopyAction::conflict:
      return "conflict";
    default:
      return "left out";
  }
}

std::unique_ptr<TreeCopy> open_tree_copy(Host& host, const std::string& source,
                                         const std::string& target, CopyOptions options,
                                         std::function<void(const CopyEvent&)> tell) {
  return std::make_unique<TreeCopier>(host, tree_path(host, source), tree_path(host, target),
                                      std::move(options), std::move(tell));
}

TreeCopier::TreeCopier(Host& host, std::string source_path, std::string target_path,
                       CopyOptions options, std::function<void(const CopyEvent&)> tell)
    : FileTree(host, std::move(target_path),
               {.uri = "", .warn = options.warn, .lock_wait_ms = options.lock_wait_ms}),
      source_path_(std::move(source_path)),
      copy_options_(std::move(options)),
      tell_(std::move(tell)),
      files_(host, copy_options_, totals_),
      source_root_(host.files->open(source_path_)) {
  if (source_path_ == root_path_) {
    throw Error::invalid("'{}' cannot be copied into itself", escape_controls(source_path_));
  }
  if (!source_root_) {
    throw Error::not_found("There is no mlruns tree at {}", escape_controls(source_path_));
  }
  bool has_experiment = false;
  for (const std::string& folder : sorted_folders(*source_root_)) {
    has_experiment =
        has_experiment || source_root_->status(layout::join(folder, layout::meta_file));
  }
  if (!has_experiment && !source_root_->status(layout::models)) {
    throw Error::not_found("{} is no mlruns tree: there is no experiment in it",
                           escape_controls(source_path_));
  }
  look_at_target();
}

void TreeCopier::tell(CopyAction action, const std::string& kind, const std::string& id,
                      const std::string& detail) {
  totals_.conflicts += action == CopyAction::conflict ? 1 : 0;
  totals_.left_out += action == CopyAction::left_out ? 1 : 0;
  tell_({action, kind, id, detail});
}

void TreeCopier::begin(const std::string& kind, const std::string& id) {
  files_.tell_to([this, kind, id](CopyAction action, const std::string& detail) {
    tell(action, kind, id, detail);
  });
  (void)files_.take_changed();
}

Directory* TreeCopier::target_root() {
  return copy_options_.dry_run ? root() : &made_root();
}

std::vector<std::string> TreeCopier::sorted_folders(const Directory& root) {
  auto folders = experiment_folders(root, ViewType::all);
  std::erase_if(folders, [](const std::string& folder) {
    return !layout::may_be_experiment(name_of(folder));
  });
  std::sort(folders.begin(), folders.end());
  return folders;
}

std::optional<TreeCopier::Side> TreeCopier::read_side(const Directory& root,
                                                      const std::string& folder) {
  auto directory = root.open_directory(folder);
  if (!directory) {
    return std::nullopt;
  }
  const std::string name = name_of(folder);
  auto side = read_meta(*directory, [&](const yaml::Document& document) {
    return Side{folder, nullptr, meta::experiment_from(document, name), document};
  });
  if (!side) {
    return std::nullopt;
  }
  // MLflow: the folder decides, not the key in the file.
  side->experiment.lifecycle_stage =
      folder.starts_with(layout::trash) ? LifecycleStage::deleted : LifecycleStage::active;
  side->directory = std::move(directory);
  return side;
}

void TreeCopier::look_at_target() {
  target_experiments_.clear();
  const Directory* tree = target_root();
  if (tree == nullptr) {
    return;
  }
  for (const std::string& folder : sorted_folders(*tree)) {
    read_or_report([&] {
      if (auto side = read_side(*tree, folder)) {
        target_experiments_.push_back({folder, std::move(side->experiment)});
      }
    });
  }
}

std::optional<TreeCopier::Side> TreeCopier::find_twin(const Experiment& wanted) {
  const Known* best = nullptr;
  // The same experiment; else an active one of the name, the newest of several, as MLflow finds them.
  const auto rank = [&](const Known& known) {
    const Experiment& other = known.experiment;
    const bool same_name = other.name == wanted.name;
    const bool same_id = other.experiment_id == wanted.experiment_id;
    if (same_id && (same_name || is_unique(wanted.experiment_id))) {
      return std::make_pair(3, std::int64_t{0});
    }
    const int by_name = other.lifecycle_stage == LifecycleStage::active ? 2 : 1;
    return std::make_pair(same_name ? by_name : 0, other.creation_time.value_or(0));
  };
  for (const Known& known : target_experiments_) {
    if (rank(known).first > 0 && (best == nullptr || rank(known) > rank(*best))) {
      best = &known;
    }
  }
  return best == nullptr ? std::nullopt : read_side(existing_root(), best->folder);
}

std::string TreeCopier::free_id(const std::string& wanted) {
  std::string id = wanted;
  const Directory* tree = root();
  const auto is_taken = [&] {
    const auto has_meta = [&](const std::string& folder) {
      return tree->status(layout::join(folder, layout::meta_file)).has_value();
    };
    return tree != nullptr && (has_meta(id) || has_meta(layout::trashed(id)));
  };
  while (is_taken()) {
    id = drawn_experiment_id();
  }
  return id;
}

TreeCopier::Side TreeCopier::make_twin(const Side& source) {
  Side twin{.folder = "", .experiment = source.experiment, .meta = source.meta};
  const std::string id = free_id(source.experiment.experiment_id);
  twin.experiment.experiment_id = id;
  twin.folder =
      source.experiment.lifecycle_stage == LifecycleStage::deleted ? layout::trashed(id) : id;
  Pairing pair{.source = {.folder = source.folder, .experiment = source.experiment},
               .target = {.folder = twin.folder, .experiment = twin.experiment}};
  const Move move = move_of(pair);
  twin.experiment.artifact_location = moved_uri(source.experiment.artifact_location, move);
  twin.meta.set("experiment_id", id);
  twin.meta.set("artifact_location", twin.experiment.artifact_location);
  if (copy_options_.dry_run) {
    return twin;
  }
  Directory& tree = made_root();
  make_parents(tree, twin.folder + "/");
  twin.directory = tree.open_directory(twin.folder);
  if (!twin.directory) {
    throw Error::internal("{}: it cannot be opened", tree.path_of(twin.folder));
  }
  if (source.directory->status(layout::tags)) {
    files_.copy_folder({*source.directory, twin.directory.get()}, std::string(layout::tags),
                       Rule::newest);
  }
  // Last, for it is what makes the directory an experiment.
  save_meta(*twin.directory, twin.meta);
  return twin;
}

std::optional<TreeCopier::Pairing> TreeCopier::pair_up(Side source) {
  const Experiment& wanted = source.experiment;
  begin("experiment", wanted.experiment_id);
  const auto refuse = [&](const std::string& reason) {
    tell(CopyAction::conflict, "experiment", wanted.experiment_id, reason);
  };
  // Of any number that copy at once one makes the experiment.
  Directory* tree = target_root();
  const auto lock =
      copy_options_.dry_run || tree == nullptr ? nullptr : tree->lock(copy_options_.lock_wait_ms);
  auto twin = find_twin(wanted);
  if (!twin && !copy_options_.dry_run) {
    look_at_target();
    twin = find_twin(wanted);
  }
  if (!twin) {
    twin = make_twin(source);
    target_experiments_.push_back({twin->folder, twin->experiment});
    added_.push_back(twin->experiment.experiment_id);
    const bool comes_with_root = tree == nullptr && wanted.name == default_experiment_name;
    if (!comes_with_root) {
      tell(CopyAction::added, "experiment", twin->experiment.experiment_id, wanted.name);
    }
  } else if (twin->experiment.lifecycle_stage == LifecycleStage::deleted &&
             wanted.lifecycle_stage == LifecycleStage::active) {
    refuse(fmt::format("'{}' is deleted there; its runs are left out", wanted.name));
    return std::nullopt;
  } else if (twin->experiment.name != wanted.name) {
    refuse(
        fmt::format("it is called '{}' here and '{}' there", wanted.name, twin->experiment.name));
  }
  return Pairing{std::move(source), std::move(*twin)};
}

Move TreeCopier::move_of(const Pairing& pair) const {
  return {.source_root = source_path_,
          .target_root = root_path_,
          .source_folder = pair.source.folder,
          .source_id = pair.source.experiment.experiment_id,
          .target_id = pair.target.experiment.experiment_id,
          .exists = [this](const std::string& path) {
            try {
              return host_.files->open(path) != nullptr;
            } catch (const Error&) {
              return true;  // something is there
            }
          }};
}

void TreeCopier::copy_all() {
  for (const std::string& folder : sorted_folders(*source_root_)) {
    std::optional<Side> source;
    try {
      source = read_side(*source_root_, folder);
    } catch (const Error& error) {
      tell(CopyAction::left_out, "experiment", name_of(folder), error.what());
    }
    if (!source) {
      continue;
    }
    if (auto pair = pair_up(std::move(*source))) {
      copy_experiment(*pair);
    }
  }
  copy_registry();
}

void TreeCopier::copy_run(const std::string& run_id) {
  validate_run_id(run_id);
  for (const std::string& folder : sorted_folders(*source_root_)) {
    if (!source_root_->status(layout::join(layout::run(folder, run_id), layout::meta_file))) {
      continue;
    }
    auto source = read_side(*source_root_, folder);
    if (!source) {
      throw Error::not_found("Run '{}' is in {}, which is no experiment", run_id, folder);
    }
    if (auto pair = pair_up(std::move(*source))) {
      copy_what_it_uses(*pair, run_id);
      copy_run_into(*pair, run_id);
    }
    return;
  }
  throw Error::not_found("Run '{}' not found", run_id);
}

}  // namespace mltrack
