// The model registry of a tree. What has one number in both and is not the same version is a conflict:
// numbers are never given anew, for others refer to them.

#include "file/layout.hpp"
#include "tree_copier.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/host/atomic_write.hpp"

#include <algorithm>

namespace mltrack {
namespace {

std::vector<std::string> folders_in(const Directory& directory) {
  std::vector<std::string> names;
  directory.list([&](const DirectoryEntry& entry) {
    if (entry.kind == FileKind::directory && !entry.name.starts_with('.')) {
      names.emplace_back(entry.name);
    }
  });
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace

void TreeCopier::copy_registry() {
  const auto models = source_root_->open_directory(layout::models);
  if (!models) {
    return;
  }
  files_.rewrite_by(text_mover({.source_root = source_path_,
                                .target_root = root_path_,
                                .exists = [](const std::string&) { return true; }}));
  for (const std::string& name : folders_in(*models)) {
    if (const auto source = models->open_directory(name);
        source && source->status(layout::meta_file)) {
      copy_registered_model(*source, name);
    }
  }
}

void TreeCopier::copy_registered_model(const Directory& source, const std::string& name) {
  begin("registered model", name);
  const std::string place = layout::registered_model(name);
  const bool is_new = root() == nullptr || !root()->status(place);
  files_.copy_whole(source, root(), place, layout::hidden_in_root(temporary_name(*host_.random)));
  if (!is_new) {
    const auto target = root()->open_directory(place);
    if (!target) {
      return;
    }
    const auto lock = copy_options_.dry_run ? nullptr : target->lock(copy_options_.lock_wait_ms);
    const CopyPair model{source, target.get()};
    for (const std::string& folder : folders_in(source)) {
      if (layout::version_number(folder)) {
        copy_version(model, name, folder);
      }
    }
    files_.copy_folder(model, "", Rule::newest, [](std::string_view path) {
      return path == layout::meta_file || path == layout::aliases ||
             layout::version_number(path).has_value();
    });
    if (source.status(layout::aliases)) {
      files_.copy_folder(model, std::string(layout::aliases), Rule::keep_first);
    }
  }
  if (files_.take_changed()) {
    tell(is_new ? CopyAction::added : CopyAction::carried_on, "registered model", name, "");
  }
}

void TreeCopier::copy_version(const CopyPair& model, const std::string& name,
                              const std::string& version) {
  const auto source = model.source.open_directory(version);
  const auto target = model.target->open_directory(version);
  if (!source || !target) {
    if (source) {
      files_.copy_whole(*source, model.target, version, temporary_name(*host_.random));
    }
    return;
  }
  const auto identity = [](const Directory& folder) {
    const auto meta = load_meta(folder, layout::meta_file);
    return meta ? std::make_pair(meta->integer("creation_timestamp"), meta->text("run_id"))
                : std::make_pair(std::optional<std::int64_t>(), std::optional<std::string>());
  };
  bool same = false;
  read_or_report([&] { same = identity(*source) == identity(*target); });
  if (!same) {
    tell(CopyAction::conflict, "registered model", name, version + " is another one there");
    return;
  }
  files_.copy_folder({*source, target.get()}, "", Rule::newest);
}

}  // namespace mltrack
