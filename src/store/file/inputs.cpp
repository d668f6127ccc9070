// What a run used and made: datasets, logged models.

#include "file_store.hpp"
#include "layout.hpp"
#include "meta.hpp"
#include "read_meta.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/entities/validate.hpp"
#include "mltrack/host/atomic_write.hpp"

#include <algorithm>

namespace mltrack {
namespace {

/// MLflow: writes the source's id as destination too, and takes the model of an output from there;
/// the run is known by the path of the file.
yaml::Map link(std::string_view source_type, std::string_view destination_type,
               const std::string& id, const std::vector<Tag>& tags) {
  return {{"destination_id", id},
          {"destination_type", std::string(destination_type)},
          {"source_id", id},
          {"source_type", std::string(source_type)},
          {"tags", meta::map_of(tags)}};
}

std::vector<std::string> directories_in(const Directory& directory, std::string_view folder) {
  std::vector<std::string> names;
  if (const auto opened = directory.open_directory(folder)) {
    opened->list([&](const DirectoryEntry& entry) {
      if (entry.kind == FileKind::directory) {
        names.emplace_back(entry.name);
      }
    });
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace

void FileStore::publish_directory(Directory& parent, const std::string& run_folder,
                                  const std::string& target, const yaml::Map& meta) {
  if (parent.status(target)) {
    return;  // MLflow: what is linked already stays as it was
  }
  // MLflow fails on a directory without meta.yaml in inputs/, outputs/ and datasets/, and would take
  // one with a meta.yaml in the experiment for a run; inside the run's directory it sees neither.
  const std::string temporary = layout::join(run_folder, temporary_name(*host_.random));
  const auto discard = [&]() noexcept {
    try {
      parent.remove(layout::join(temporary, layout::meta_file));
      parent.remove_directory(temporary);
      // The first failure is the one to tell.
    } catch (const std::exception&) {  // NOLINT(bugprone-empty-catch)
    }
  };
  parent.make_directory(temporary);
  try {
    if (const auto file = parent.create(layout::join(temporary, layout::meta_file))) {
      file->write(yaml::emit(meta));
    }
    make_parents(parent, target);
    if (!parent.rename_new(temporary, target)) {
      discard();  // somebody else was first
    }
  } catch (...) {
    discard();
    throw;
  }
}

void FileStore::log_inputs(const std::string& run_id, const RunInputs& inputs) {
  for (const DatasetInput& input : inputs.datasets) {
    validate_dataset(input.dataset);
    for (const Tag& tag : input.tags) {
      validate_key(tag.key, "key");
    }
  }
  for (const ModelInput& input : inputs.models) {
    validate_run_id(input.model_id);
  }
  const Opened run = open_active_run(run_id);
  const auto experiment = experiment_directory(run.folder);
  const auto link_from_run = [&](const std::string& source_id, const yaml::Map& meta) {
    publish_directory(
        *experiment, run.name,
        layout::run(run.name, layout::join(layout::inputs, layout::input_id(source_id, run_id))),
        meta);
  };
  for (const DatasetInput& input : inputs.datasets) {
    const std::string id = layout::dataset_id(input.dataset.name, input.dataset.digest);
    publish_directory(*experiment, run.name, layout::dataset(id), meta::map_of(input.dataset));
    link_from_run(id, link("DATASET", "RUN", id, input.tags));
  }
  for (const ModelInput& input : inputs.models) {
    link_from_run(input.model_id, link("MODEL", "RUN", input.model_id, {}));
  }
}

void FileStore::log_outputs(const std::string& run_id, const RunOutputs& outputs) {
  for (const ModelOutput& output : outputs.models) {
    validate_run_id(output.model_id);
  }
  const Opened run = open_active_run(run_id);
  const auto experiment = experiment_directory(run.folder);
  for (const ModelOutput& output : outputs.models) {
    yaml::Map meta = link("RUN_OUTPUT", "MODEL_OUTPUT", output.model_id, {});
    meta.emplace_back("step", output.step);
    publish_directory(*experiment, run.name,
                      layout::run(run.name, layout::join(layout::outputs, output.model_id)), meta);
  }
}

RunInputs FileStore::read_inputs(const Opened& opened) {
  RunInputs inputs;
  for (const std::string& id : directories_in(*opened.directory, layout::inputs)) {
    const auto directory = opened.directory->open_directory(layout::join(layout::inputs, id));
    if (!directory) {
      continue;
    }
    try {
      auto document = read_meta(*directory, [](const yaml::Document& read) { return read; });
      if (!document) {
        damaged(directory->path(), "the input has no meta.yaml; MLflow cannot read this run");
        continue;
      }
      const std::string source = document->text("source_id").value_or("");
      if (document->text("source_type").value_or("") == "MODEL") {
        inputs.models.push_back({source});
        continue;
      }
      const auto experiment = experiment_directory(opened.folder);
      const auto dataset = experiment->open_directory(layout::dataset(source));
      auto found = dataset ? read_meta(*dataset, meta::dataset_from) : std::nullopt;
      if (!found) {
        damaged(directory->path(), fmt::format("its dataset '{}' is not there", source));
        continue;
      }
      inputs.datasets.push_back({std::move(*found), meta::tags_from(*document, "tags")});
    } catch (const Error& error) {
      damaged(directory->path(), error.what());
    }
  }
  return inputs;
}

RunOutputs FileStore::read_outputs(const Opened& opened) {
  RunOutputs outputs;
  for (const std::string& id : directories_in(*opened.directory, layout::outputs)) {
    const auto directory = opened.directory->open_directory(layout::join(layout::outputs, id));
    if (!directory) {
      continue;
    }
    try {
      if (auto document = read_meta(*directory, [](const yaml::Document& read) { return read; })) {
        outputs.models.push_back(
            {document->text("destination_id").value_or(id), document->integer("step").value_or(0)});
      }
    } catch (const Error& error) {
      damaged(directory->path(), error.what());
    }
  }
  return outputs;
}

std::optional<LoggedModel> FileStore::find_logged_model(const std::string& id) {
  validate_run_id(id);
  for (const std::string& folder : experiment_folders(ViewType::all)) {
    const auto directory = existing_root().open_directory(layout::join(folder, layout::model(id)));
    if (!directory) {
      continue;
    }
    auto model = read_meta(*directory, [](const yaml::Document& document) {
      // MLflow: a deleted model is "not found".
      return meta::lifecycle_from(document) == LifecycleStage::deleted
                 ? std::nullopt
                 : std::optional(meta::logged_model_from(document));
    });
    if (!model || !*model) {
      continue;
    }
    RunData data{.metrics = latest_of_model(*directory)};
    for (const std::string& key : keys_in(*directory, layout::params)) {
      (*model)->params.push_back({key, read_text(*directory, layout::param(key)).value_or("")});
    }
    for (const std::string& key : keys_in(*directory, layout::tags)) {
      (*model)->tags.push_back({key, read_text(*directory, layout::tag(key)).value_or("")});
    }
    (*model)->metrics = std::move(data.metrics);
    return std::move(*model);
  }
  return std::nullopt;
}

std::vector<Metric> FileStore::latest_of_model(Directory& model) {
  std::vector<Metric> all;
  for (const std::string& key : keys_in(model, layout::metrics)) {
    const auto file = model.open_reader(layout::metric(key));
    if (!file) {
      continue;
    }
    std::vector<Metric> latest;  // one a dataset, in the order in which they first appear
    report_bad_line(
        model.path_of(layout::metric(key)),
        metric_file::each_point(*file, metric_file::Kind::model, [&](const Metric& point) {
          const auto same = std::find_if(latest.begin(), latest.end(), [&](const Metric& other) {
            return other.dataset_name == point.dataset_name &&
                   other.dataset_digest == point.dataset_digest;
          });
          if (same == latest.end()) {
            latest.push_back(point);
          } else if (is_later(point, *same)) {
            *same = point;
          }
          return true;
        }));
    for (Metric& point : latest) {
      point.key = key;
      all.push_back(std::move(point));
    }
  }
  return all;
}

}  // namespace mltrack
