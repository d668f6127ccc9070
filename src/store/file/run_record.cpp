#include "run_record.hpp"

#include "layout.hpp"
#include "read_meta.hpp"

namespace mltrack {
namespace {

search::Value text(std::optional<std::string> value) {
  return value ? search::Value(std::move(*value)) : search::Value();
}

}  // namespace

search::Value FileRunRecord::value(const search::Field& field) const {
  switch (field.kind) {
    case search::FieldKind::metric:
      if (const auto point = store_.latest_point(*run_.directory, field.key)) {
        return point->value;
      }
      return {};
    case search::FieldKind::param:
      return text(store_.read_text(*run_.directory, layout::param(field.key)));
    case search::FieldKind::tag:
      return text(store_.read_text(*run_.directory, layout::tag(field.key)));
    default:
      return attribute(field.key);
  }
}

std::vector<search::DatasetFields> FileRunRecord::datasets() const {
  std::vector<search::DatasetFields> fields;
  for (const DatasetInput& input : store_.read_inputs(run_).datasets) {
    const Tag* context = find_by_key(input.tags, tag_keys::dataset_context);
    fields.push_back({input.dataset.name, input.dataset.digest,
                      context == nullptr ? std::nullopt : std::optional(context->value)});
  }
  return fields;
}

const RunInfo& FileRunRecord::info() const {
  if (!info_) {
    info_ = store_.read_meta(
        *run_.directory,
        [&](const yaml::Document& document) {
          run_.meta = document;
          return store_.info_of(run_);
        },
        retry_);
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
