#include "run_record.hpp"

#include "read_meta.hpp"

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
      if (const auto point =
              store_.latest_point(run_.experiment, path(layout::metric(field.key)), field.key)) {
        return point->value;
      }
      return {};
    case search::FieldKind::param:
      return text(store_.read_text(run_.experiment, path(layout::param(field.key))));
    default:
      return text(store_.read_text(run_.experiment, path(layout::tag(field.key))));
  }
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
  return {};
}

}  // namespace mltrack
