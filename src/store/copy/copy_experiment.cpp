// What is in an experiment: runs, logged models, datasets, traces, and what is not understood.

#include "file/layout.hpp"
#include "file/meta.hpp"
#include "file/read_meta.hpp"
#include "tree_copier.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/host/atomic_write.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace mltrack {
namespace {

constexpr std::string_view traces = "traces";

std::vector<std::string> folders_in(const Directory& directory, const std::string& folder) {
  std::vector<std::string> names;
  if (const auto opened = directory.open_directory(folder)) {
    opened->list([&](const DirectoryEntry& entry) {
      if (entry.kind == FileKind::directory && !is_temporary_name(entry.name)) {
        names.emplace_back(entry.name);
      }
    });
  }
  std::sort(names.begin(), names.end());
  return names;
}

bool has_ended(RunStatus status) {
  return status != RunStatus::running && status != RunStatus::scheduled;
}

/// Whether they say the same of the run, wherever it is.
bool agree(RunInfo a, const RunInfo& b) {
  a.experiment_id = b.experiment_id;
  a.artifact_uri = b.artifact_uri;
  return a == b;
}

/// MLflow 3: `trace_location: {mlflow_experiment: {experiment_id: ...}}`.
void move_trace(yaml::Document& document, const std::string& experiment_id) {
  yaml::Value location = document.value("trace_location");
  auto* outer = std::get_if<yaml::Map>(&location.data);
  if (outer == nullptr) {
    return;
  }
  for (auto& [key, value] : *outer) {
    auto* inner = std::get_if<yaml::Map>(&value.data);
    for (auto& [inner_key, id] : inner == nullptr ? *outer : *inner) {
      if (inner != nullptr && inner_key == "experiment_id") {
        id = experiment_id;
      }
    }
  }
  document.set("trace_location", location);
}

std::string moved_meta(const std::string& text, const Move& move) {
  yaml::Document document = yaml::Document::parse(text);
  for (const char* key : {"artifact_uri", "artifact_location", "source", "storage_location"}) {
    const auto uri = document.text(key);
    if (uri && moved_uri(*uri, move) != *uri) {
      document.set(key, moved_uri(*uri, move));
    }
  }
  if (move.source_id != move.target_id) {
    if (document.text("experiment_id") == move.source_id) {
      document.set("experiment_id", move.target_id);
    }
    move_trace(document, move.target_id);
  }
  return document.str();
}

}  // namespace

FileCopier::Rewrite text_mover(Move move) {
  return [move = std::move(move)](const std::string& path,
                                  const std::string& text) -> std::optional<std::string> {
    if (!path.ends_with(".yaml")) {
      return moved_uri(text, move);
    }
    try {
      return moved_meta(text, move);
    } catch (const Error&) {
      return std::nullopt;  // what cannot be read is carried as it is
    }
  };
}

void TreeCopier::copy_experiment(Pairing& pair) {
  const std::string& id = pair.target.experiment.experiment_id;
  const CopyPair files{*pair.source.directory, pair.target.directory.get()};
  std::vector<std::string> runs;
  std::vector<std::string> kinds;
  pair.source.directory->list([&](const DirectoryEntry& entry) {
    const std::string name(entry.name);
    const bool is_folder = entry.kind == FileKind::directory;
    if (is_folder && (name == layout::models || name == layout::datasets || name == traces)) {
      kinds.push_back(name);
    } else if (is_folder && layout::may_be_run(name) &&
               pair.source.directory->status(layout::join(name, layout::meta_file))) {
      runs.push_back(name);
    }
  });
  std::sort(runs.begin(), runs.end());
  std::sort(kinds.begin(), kinds.end());
  for (const std::string& kind : kinds) {
    copy_things(pair, kind);
  }
  for (const std::string& run : runs) {
    copy_run_into(pair, run);
  }
  begin("experiment", id);
  files_.rewrite_by({});
  files_.copy_folder(files, "", Rule::newest, [&](std::string_view path) {
    const auto is_one_of = [&](const std::vector<std::string>& names) {
      return std::find(names.begin(), names.end(), path) != names.end();
    };
    return path == layout::meta_file || is_one_of(kinds) || is_one_of(runs);
  });
  const bool is_new = std::find(added_.begin(), added_.end(), id) != added_.end();
  if (files_.take_changed() && !is_new) {
    tell(CopyAction::carried_on, "experiment", id, pair.target.experiment.name);
  }
}

void TreeCopier::copy_things(Pairing& pair, const std::string& kind) {
  for (const std::string& id : folders_in(*pair.source.directory, kind)) {
    copy_thing(pair, kind, id);
  }
}

void TreeCopier::copy_thing(Pairing& pair, const std::string& kind, const std::string& id) {
  const std::string path = layout::join(kind, id);
  const auto source = pair.source.directory->open_directory(path);
  if (!source) {
    return;
  }
  begin(kind == layout::models     ? "logged model"
        : kind == layout::datasets ? "dataset"
                                   : "trace",
        id);
  files_.rewrite_by(text_mover(move_of(pair)));
  const std::string place = layout::join(pair.target.folder, path);
  const bool is_new = root() == nullptr || !root()->status(place);
  files_.copy_whole(*source, root(), place, layout::hidden_in_root(temporary_name(*host_.random)));
  if (!is_new && kind != layout::datasets) {
    const auto target = root()->open_directory(place);
    const CopyPair files{*source, target.get()};
    if (kind == layout::models && source->status(layout::metrics)) {
      files_.copy_folder(files, std::string(layout::metrics), Rule::grows);
    }
    files_.copy_folder(files, "", Rule::newest, [&](std::string_view name) {
      return kind == layout::models && name == layout::metrics;
    });
  }
  if (files_.take_changed() && kind == layout::models) {
    tell(is_new ? CopyAction::added : CopyAction::carried_on, "logged model", id,
         pair.target.experiment.name);
  }
}

void TreeCopier::copy_what_it_uses(Pairing& pair, const std::string& run_id) {
  for (const std::string_view kind : {layout::inputs, layout::outputs}) {
    const std::string folder = layout::join(run_id, kind);
    for (const std::string& name : folders_in(*pair.source.directory, folder)) {
      std::optional<std::string> id;
      read_or_report([&] {
        const auto link = load_meta(*pair.source.directory,
                                    layout::join(layout::join(folder, name), layout::meta_file));
        id = link ? link->text("source_id") : std::nullopt;
        id = kind == layout::outputs ? name : id;
      });
      if (id && id->find('/') == std::string::npos && !id->starts_with('.')) {
        copy_thing(pair, std::string(layout::datasets), *id);
        copy_thing(pair, std::string(layout::models), *id);
      }
    }
  }
}

std::string TreeCopier::folder_of_run(const Pairing& pair, const std::string& run_id) {
  const Directory* tree = root();
  const auto has_run = [&](const std::string& folder) {
    return tree != nullptr &&
           tree->status(layout::join(layout::run(folder, run_id), layout::meta_file));
  };
  if (!has_run(pair.target.folder)) {
    for (const Known& known : target_experiments_) {
      if (has_run(known.folder)) {
        return known.folder;  // somebody has moved it
      }
    }
  }
  return pair.target.folder;
}

void TreeCopier::copy_run_into(Pairing& pair, const std::string& run_id) {
  begin("run", run_id);
  const auto source = pair.source.directory->open_directory(run_id);
  std::optional<yaml::Document> meta;
  RunInfo info;
  try {
    meta = source ? read_meta(*source,
                              [&](const yaml::Document& document) {
                                info = meta::run_info_from(
                                    document, pair.source.experiment.experiment_id, run_id);
                                return document;
                              })
                  : std::nullopt;
  } catch (const Error& error) {
    tell(CopyAction::left_out, "run", run_id, error.what());
  }
  if (!meta) {
    return;
  }
  const std::string folder = folder_of_run(pair, run_id);
  const std::string place = layout::run(folder, run_id);
  if (!copy_options_.dry_run) {
    root()->make_directory(place);
  }
  const auto target = root() == nullptr ? nullptr : root()->open_directory(place);
  const auto lock =
      copy_options_.dry_run || !target ? nullptr : target->lock(copy_options_.lock_wait_ms);
  const bool is_new = !target || !target->status(layout::meta_file);
  files_.rewrite_by({});
  const CopyPair run{*source, target.get()};
  copy_run_files(run);
  settle_run_meta(pair, run_id, run, info, std::move(*meta));
  const bool changed = files_.take_changed();
  if (is_new || changed) {
    tell(is_new ? CopyAction::added : CopyAction::carried_on, "run", run_id,
         pair.target.experiment.name);
  }
  ++(is_new ? totals_.added : changed ? totals_.carried_on : totals_.unchanged);
}

void TreeCopier::copy_run_files(const CopyPair& run) {
  const std::array<std::pair<std::string_view, Rule>, 4> folders{
      {{layout::metrics, Rule::grows},
       {layout::params, Rule::keep_first},
       {layout::tags, Rule::newest},
       {layout::artifacts, Rule::newest}}};
  for (const auto& [folder, rule] : folders) {
    // MLflow 3: refuses a run without these folders, which a copy by other means may have dropped.
    files_.copy_folder(run, std::string(folder), rule);
  }
  for (const std::string_view kind : {layout::inputs, layout::outputs}) {
    for (const std::string& name : folders_in(run.source, std::string(kind))) {
      const std::string path = layout::join(kind, name);
      if (const auto link = run.source.open_directory(path)) {
        files_.copy_whole(*link, run.target, path, temporary_name(*host_.random));
      }
    }
  }
  files_.copy_folder(run, "", Rule::newest, [&](std::string_view path) {
    const auto is_done = [&](const auto& folder) { return folder.first == path; };
    return path == layout::meta_file || path == layout::inputs || path == layout::outputs ||
           std::any_of(folders.begin(), folders.end(), is_done);
  });
}

void TreeCopier::settle_run_meta(const Pairing& pair, const std::string& run_id,
                                 const CopyPair& run, const RunInfo& info, yaml::Document meta) {
  const auto there = run.target == nullptr ? std::nullopt : run.target->status(layout::meta_file);
  std::string experiment_id = pair.target.experiment.experiment_id;
  std::string uri = moved_uri(info.artifact_uri, move_of(pair));
  if (there) {
    std::optional<yaml::Document> other;
    try {
      other = load_meta(*run.target, layout::meta_file);
      const auto in = other ? other->text("experiment_id").value_or("") : "";
      const RunInfo theirs = meta::run_info_from(other.value(), in, run_id);
      const auto here = run.source.status(layout::meta_file);
      const bool newer = here && here->mtime_ms > there->mtime_ms;
      const bool ended = has_ended(info.status) && !has_ended(theirs.status);
      if (agree(info, theirs) || (!newer && !ended)) {
        return;
      }
      experiment_id = in;
      uri = theirs.artifact_uri;
    } catch (const Error&) {
      tell(CopyAction::conflict, "run", run_id, "its meta.yaml there cannot be read");
      return;
    }
  }
  files_.set_changed();
  if (copy_options_.dry_run) {
    return;
  }
  meta.set("experiment_id", experiment_id);
  if (meta.has("artifact_uri")) {
    meta.set("artifact_uri", uri);
  }
  save_meta(*run.target, meta);
}

}  // namespace mltrack
