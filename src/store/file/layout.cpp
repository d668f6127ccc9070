#include "layout.hpp"

#include "mltrack/base/digest.hpp"
#include "mltrack/base/number.hpp"

namespace mltrack::layout {
namespace {

constexpr std::string_view version_prefix = "version-";

}  // namespace

std::string join(std::string_view folder, std::string_view name) {
  std::string path;
  path.reserve(folder.size() + 1 + name.size());
  path += folder;
  if (!folder.ends_with('/')) {  // only the root of the file system does
    path += '/';
  }
  path += name;
  return path;
}

bool may_be_experiment(std::string_view name) {
  return !name.ends_with(trash) && name != models;
}

bool may_be_run(std::string_view name) {
  // `models` is not reserved for MLflow 2.22, which skips it because it holds no meta.yaml.
  return name != tags && name != datasets && name != "traces" && name != models;
}

std::string run(std::string_view experiment, std::string_view run_id) {
  return join(experiment, run_id);
}

std::string trashed(std::string_view experiment_id) {
  return join(trash, experiment_id);
}

std::string metric(std::string_view key) {
  return join(metrics, key);
}
std::string param(std::string_view key) {
  return join(params, key);
}
std::string tag(std::string_view key) {
  return join(tags, key);
}
std::string model(std::string_view model_id) {
  return join(models, model_id);
}
std::string dataset(std::string_view dataset_id) {
  return join(datasets, dataset_id);
}

std::string registered_model(std::string_view name) {
  return join(models, name);
}
std::string version(std::int64_t number) {
  std::string name(version_prefix);
  append_int(name, number);
  return name;
}
std::string alias(std::string_view name) {
  return join(aliases, name);
}

std::optional<std::int64_t> version_number(std::string_view directory_name) {
  if (!directory_name.starts_with(version_prefix)) {
    return std::nullopt;
  }
  directory_name.remove_prefix(version_prefix.size());
  const auto number = parse_typed_int(directory_name);
  return number && version(*number).ends_with(directory_name) ? number : std::nullopt;
}

std::string hidden_in_root(std::string_view temporary_name) {
  // MLflow: takes every directory of the root for an experiment, but those that end with ".trash".
  return std::string(temporary_name).append(trash);
}

std::string dataset_id(std::string_view name, std::string_view digest) {
  return md5_hex(std::string(name).append(digest));
}

std::string input_id(std::string_view source_id, std::string_view run_id) {
  return md5_hex(std::string(source_id).append(run_id));
}

}  // namespace mltrack::layout
