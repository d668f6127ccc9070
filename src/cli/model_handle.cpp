#include "model_handle.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/number.hpp"
#include "mltrack/base/unicode.hpp"
#include "mltrack/base/url.hpp"
#include "mltrack/entities/validate.hpp"

#include <algorithm>
#include <vector>

namespace mltrack::cli {
namespace {

constexpr std::string_view uri_prefix = "models:/";

[[noreturn]] void refuse_unknown_model(ModelRegistry& registry, const std::string& name) {
  std::vector<std::string> names;
  for (const RegisteredModel& model :
       registry.search_registered_models({.max_results = limits::registered_model_results}).items) {
    names.push_back(model.name);
  }
  auto error = Error::not_found("Registered Model with name={} not found", escape_controls(name));
  const auto near = nearest(name, names);
  throw near ? std::move(error).with_hint("Did you mean '{}'?", *near)
             : std::move(error).with_hint("mltrack models ls shows those there are.");
}

RegisteredModel known_model(ModelRegistry& registry, const std::string& name) {
  auto model = registry.find_registered_model(name);
  if (!model) {
    refuse_unknown_model(registry, name);
  }
  return std::move(*model);
}

std::int64_t version_of_alias(const RegisteredModel& model, const std::string& alias) {
  if (is_latest_alias(alias)) {
    std::int64_t highest = 0;
    for (const ModelVersion& version : model.latest_versions) {
      highest = std::max(highest, version.version);
    }
    if (highest == 0) {
      throw Error::not_found("Registered Model {} has no versions", model.name)
          .with_hint("mltrack models register makes one.");
    }
    return highest;
  }
  std::vector<std::string> names;
  for (const ModelAlias& known : model.aliases) {
    if (known.alias == alias) {
      return known.version;
    }
    names.push_back(known.alias);
  }
  auto error = Error::not_found("Registered model alias {} not found.", escape_controls(alias));
  const auto near = nearest(alias, names);
  throw near ? std::move(error).with_hint("Did you mean '{}@{}'?", model.name, *near)
             : std::move(error).with_hint("mltrack models show {} shows its aliases.", model.name);
}

/// What stands behind the slash: a number, `latest`, or a stage.
std::int64_t version_of_word(const RegisteredModel& model, const std::string& word) {
  if (const auto number = parse_typed_int(word)) {
    return *number;
  }
  if (is_latest_alias(word)) {
    return version_of_alias(model, word);
  }
  const ModelStage stage = [&] {
    try {
      return parse_model_stage(word);
    } catch (const Error&) {
      throw Error::invalid("Parameter 'version' must be an integer, got '{}'.",
                           escape_controls(word))
          .with_hint("Give {0}/3, {0}/latest, {0}/Production or an alias: {0}@champion.",
                     model.name);
    }
  }();
  for (const ModelVersion& version : model.latest_versions) {
    if (version.current_stage == stage) {
      return version.version;
    }
  }
  throw Error::not_found("No version of {} is in stage {}", model.name, model_stage_name(stage))
      .with_hint("mltrack models ls {} shows its versions.", model.name);
}

}  // namespace

ModelTarget resolve_model(ModelRegistry& registry, const std::string& handle) {
  const std::string text =
      handle.starts_with(uri_prefix) ? handle.substr(uri_prefix.size()) : handle;
  const auto slash = text.find('/');
  if (slash != std::string::npos) {
    const RegisteredModel model = known_model(registry, text.substr(0, slash));
    return {model.name, version_of_word(model, text.substr(slash + 1))};
  }
  const auto at = text.rfind('@');
  // A name may have such a sign in it.
  if (at == std::string::npos || registry.find_registered_model(text)) {
    return {known_model(registry, text).name, std::nullopt};
  }
  const RegisteredModel model = known_model(registry, text.substr(0, at));
  return {model.name, version_of_alias(model, text.substr(at + 1))};
}

ModelVersion resolve_model_version(ModelRegistry& registry, const std::string& handle) {
  const ModelTarget target = resolve_model(registry, handle);
  if (!target.version) {
    throw Error::invalid("'{}' names a model, and no version of it", escape_controls(handle))
        .with_hint("Give {0}/3, {0}/latest or an alias: {0}@champion.", target.name);
  }
  auto version = registry.find_model_version(target.name, *target.version);
  if (!version) {
    throw Error::not_found("Model Version (name={}, version={}) not found", target.name,
                           *target.version)
        .with_hint("mltrack models ls {} shows its versions.", target.name);
  }
  return std::move(*version);
}

std::string resolve_model_name(ModelRegistry& registry, const std::string& handle) {
  ModelTarget target = resolve_model(registry, handle);
  if (target.version) {
    throw Error::invalid("'{}' names a version", escape_controls(handle))
        .with_hint("Give the model alone: {}.", target.name);
  }
  return std::move(target.name);
}

std::string handle_of(const ModelVersion& version) {
  return fmt::format("{}/{}", version.name, version.version);
}

std::string location_of(Context& context, ModelRegistry& registry, const ModelVersion& version) {
  std::string location = registry.download_uri(version.name, version.version);
  if (version.run_id && !version.run_id->empty()) {
    const auto run = context.store().find_run_info(*version.run_id);
    if (run && !run->artifact_uri.empty() && location.starts_with(run->artifact_uri + "/")) {
      return append_to_uri_path(context.store().artifact_root(*run),
                                location.substr(run->artifact_uri.size() + 1));
    }
  }
  return location;
}

}  // namespace mltrack::cli
