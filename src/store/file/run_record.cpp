#include "run_record.hpp"

#include "artifact_pattern.hpp"
#include "read_meta.hpp"

#include "mltrack/base/url.hpp"
#include "mltrack/search/history.hpp"

namespace mltrack {
namespace {

search::Value text(std::optional<std::string> value) {
  return value ? search::Value(std::move(*value)) : search::Value();
}

}  // namespace

search::Value FileRunRecord::value(const search::Field& field) const {
  if (field.kind == search::FieldKind::attribute) {
    return attribute(field.key);
  }
  for (const auto& [known, value] : known_) {
    if (known == field) {
      return value;
    }
  }
  return known_.emplace_back(field, read(field)).second;
}

search::Value FileRunRecord::read(const search::Field& field) const {
  switch (field.kind) {
    case search::FieldKind::metric:
      return metric(field);
    case search::FieldKind::param:
      return text(store_.read_text(run_.experiment, path(layout::param(field.key))));
    case search::FieldKind::artifact:
      return has_artifact(field.key);
    default:
      return tag(field.key);
  }
}

search::Value FileRunRecord::tag(std::string_view key) const {
  return text(store_.read_text(run_.experiment, path(layout::tag(key))));
}

search::Value FileRunRecord::metric(const search::Field& field) const {
  const std::string name = path(layout::metric(field.key));
  if (!search::is_of_history(field.function)) {
    const auto point = store_.latest_point(run_.experiment, name, field.key, unfinished_);
    return point ? search::Value(point->value) : search::Value();
  }
  search::HistoryFunction function(field);
  if (const auto file = FileStore::open_value(run_.experiment, name)) {
    const auto bad_line =
        metric_file::each_point(*file, metric_file::Kind::run, [&](const Metric& point) {
          function.take(point);
          return true;
        });
    store_.report_bad_line(run_.experiment.path_of(name), bad_line);
  }
  return function.value();
}

search::Value FileRunRecord::parent_name() const {
  const search::Value id = tag(tag_keys::parent_run_id);
  const auto* text_of_id = std::get_if<std::string>(&id);
  return text_of_id == nullptr ? id : text(family_.name_of(*text_of_id));
}

search::Value FileRunRecord::has_artifact(const std::string& pattern) const {
  const auto path = local_path(store_.artifact_root(info()));
  if (!path) {
    return {};  // what lies elsewhere is not known here
  }
  const auto folder = store_.host_.files->open(*path);
  return folder && ArtifactPattern(pattern).fits_in(*folder) ? 1.0 : 0.0;
}

std::vector<search::DatasetFields> FileRunRecord::datasets() const {
  std::vector<search::DatasetFields> fields;
  const FileStore::Opened run{.directory = run_.experiment.open_directory(run_.name),
                              .folder = run_.folder,
                              .name = run_.name};
  if (!run.directory) {
    return fields;  // deleted meanwhile
  }
  for (const DatasetInput& input : store_.read_inputs(run).datasets) {
    const Tag* context = find_by_key(input.tags, tag_keys::dataset_context);
    fields.push_back({input.dataset.name, input.dataset.digest,
                      context == nullptr ? std::nullopt : std::optional(context->value)});
  }
  return fields;
}

std::vector<Param> FileRunRecord::params() const {
  std::vector<Param> params;
  store_.each_text(run_.experiment, path(layout::params),
                   [&](const std::string& key, std::string value) {
                     params.push_back({key, std::move(value)});
                   });
  return params;
}

const RunInfo& FileRunRecord::info() const {
  if (!info_) {
    info_ = store_.read_meta(
        run_.experiment, path(layout::meta_file),
        [&](const yaml::Document& meta) {
          return store_.info_from(meta, run_.folder, run_.name, [&] {
            return store_.read_text(run_.experiment, path(layout::tag(tag_keys::run_name)));
          });
        },
        FileStore::Retry::no);
    if (!info_) {
      throw NotARun{};
    }
  }
  return *info_;
}

search::Value FileRunRecord::attribute(const std::string& key) const {
  if (key == "parent") {
    return tag(tag_keys::parent_run_id);
  }
  if (key == "parent_name") {
    return parent_name();
  }
  if (key == "children") {
    return static_cast<double>(family_.children_of(run_.folder, run_.name));
  }
  return of_meta(key);
}

search::Value FileRunRecord::of_meta(const std::string& key) const {
  const RunInfo& run = info();
  if (key == "run_id") {
    return run.run_id;
  }
  if (key == "run_name") {
    return run.run_name.empty() ? search::Value() : search::Value(run.run_name);
  }
  if (key == "user_id") {
    return run.user_id;
  }
  if (key == "status") {
    return std::string(run_status_name(run.status));
  }
  if (key == "artifact_uri") {
    return run.artifact_uri;
  }
  if (key == "start_time") {
    return static_cast<double>(run.start_time);
  }
  if (key == "end_time") {
    return run.end_time ? search::Value(static_cast<double>(*run.end_time)) : search::Value();
  }
  if (key == "experiment_id") {
    return run.experiment_id;
  }
  if (key == "lifecycle_stage") {
    return std::string(lifecycle_name(run.lifecycle_stage));
  }
  return {};
}

}  // namespace mltrack
