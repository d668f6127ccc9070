// From the files of the registry to registered models and versions. What cannot be read is left out
// and reported; only the meta.yaml of what is asked for is indispensable.

#include "file/layout.hpp"
#include "file/read_meta.hpp"
#include "file_registry.hpp"
#include "registry_errors.hpp"
#include "registry_meta.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/number.hpp"
#include "mltrack/entities/validate.hpp"

#include <algorithm>

namespace mltrack {
namespace {

yaml::Document as_it_is(const yaml::Document& document) {
  return document;
}

}  // namespace

std::optional<FileRegistry::Opened> FileRegistry::open_model(const std::string& name) {
  validate_model_name(name);
  const Directory* tree = root();
  auto directory = tree == nullptr ? nullptr : tree->open_directory(layout::registered_model(name));
  auto meta = directory ? read_meta(*directory, as_it_is) : std::nullopt;
  if (!meta) {
    return std::nullopt;
  }
  return Opened{std::move(directory), std::move(*meta)};
}

FileRegistry::Opened FileRegistry::existing_model(const std::string& name) {
  auto opened = open_model(name);
  if (!opened) {
    throw model_not_found(name);
  }
  return std::move(*opened);
}

std::optional<FileRegistry::Opened> FileRegistry::open_version(const Directory& model,
                                                               std::int64_t version) {
  auto directory = model.open_directory(layout::version(version));
  auto meta = directory ? read_meta(*directory, as_it_is) : std::nullopt;
  if (!meta) {
    return std::nullopt;
  }
  return Opened{std::move(directory), std::move(*meta)};
}

RegisteredModel FileRegistry::read_model(const Opened& opened, const std::string& name) {
  RegisteredModel model = meta::registered_model_from(opened.meta, name);
  each_text(*opened.directory, layout::tags, [&](const std::string& key, std::string value) {
    model.tags.push_back({key, std::move(value)});
  });
  model.aliases = read_aliases(*opened.directory);
  return model;
}

FileRegistry::Aliases FileRegistry::read_aliases(const Directory& model) {
  Aliases aliases;
  each_text(model, layout::aliases, [&](const std::string& name, const std::string& text) {
    if (const auto version = parse_python_int(text)) {
      aliases.push_back({name, *version});
    } else {
      damaged(model.path_of(layout::alias(name)), "it holds no version number (alias skipped)");
    }
  });
  return aliases;
}

ModelVersion FileRegistry::read_version(const Opened& opened, const std::string& name,
                                        std::int64_t number, const Aliases& aliases) {
  ModelVersion version = meta::model_version_from(opened.meta, name, number);
  each_text(*opened.directory, layout::tags, [&](const std::string& key, std::string value) {
    version.tags.push_back({key, std::move(value)});
  });
  for (const ModelAlias& alias : aliases) {
    if (alias.version == number) {
      version.aliases.push_back(alias.alias);
    }
  }
  return version;
}

std::vector<std::int64_t> FileRegistry::version_numbers(const Directory& model) const {
  std::vector<std::int64_t> numbers;
  model.list([&](const DirectoryEntry& entry) {
    const auto number = layout::version_number(entry.name);
    if (number && entry.kind == FileKind::directory) {
      numbers.push_back(*number);
    }
  });
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

void FileRegistry::each_version(
    const Directory& model, const std::string& name, const Aliases& aliases,
    const std::function<void(Opened& opened, ModelVersion&& version)>& visit) {
  for (const std::int64_t number : version_numbers(model)) {
    std::optional<Opened> opened;
    std::optional<ModelVersion> version;
    read_or_report([&] {
      opened = open_version(model, number);
      if (opened) {
        version = read_version(*opened, name, number, aliases);
      } else {
        // MLflow: such a directory makes the model unreadable.
        damaged(model.path_of(layout::version(number)), "the version has no meta.yaml");
      }
    });
    if (version) {  // what the visitor throws is its own matter
      visit(*opened, std::move(*version));
    }
  }
}

std::vector<ModelVersion> FileRegistry::latest_of(const Directory& model, const std::string& name,
                                                  const Aliases& aliases,
                                                  const std::vector<ModelStage>& stages) {
  std::map<ModelStage, ModelVersion> latest;
  each_version(model, name, aliases, [&](Opened& /*opened*/, ModelVersion&& version) {
    latest.insert_or_assign(version.current_stage, std::move(version));  // by rising numbers
  });
  std::vector<ModelVersion> found;
  for (auto& [stage, version] : latest) {
    if (stages.empty() ? stage != ModelStage::deleted
                       : std::find(stages.begin(), stages.end(), stage) != stages.end()) {
      found.push_back(std::move(version));
    }
  }
  return found;
}

std::vector<std::string> FileRegistry::model_names() {
  std::vector<std::string> names;
  if (const auto models = existing_root().open_directory(layout::models)) {
    models->list([&](const DirectoryEntry& entry) {
      if (entry.kind == FileKind::directory) {
        names.emplace_back(entry.name);
      }
    });
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::optional<RegisteredModel> FileRegistry::find_registered_model(const std::string& name) {
  const auto opened = open_model(name);
  if (!opened) {
    return std::nullopt;
  }
  return with_latest_versions(read_model(*opened, name));
}

RegisteredModel FileRegistry::with_latest_versions(RegisteredModel model) {
  if (const auto directory = existing_root().open_directory(layout::registered_model(model.name))) {
    model.latest_versions = latest_of(*directory, model.name, model.aliases, {});
  }
  return model;
}

std::vector<ModelVersion> FileRegistry::latest_versions(const std::string& name,
                                                        const std::vector<ModelStage>& stages) {
  const Opened model = existing_model(name);
  return latest_of(*model.directory, name, read_aliases(*model.directory), stages);
}

std::optional<ModelVersion> FileRegistry::find_model_version(const std::string& name,
                                                             std::int64_t version) {
  const Opened model = existing_model(name);
  const auto opened = open_version(*model.directory, version);
  if (!opened || meta::stage_from(opened->meta) == ModelStage::deleted) {
    return std::nullopt;
  }
  return read_version(*opened, name, version, read_aliases(*model.directory));
}

std::optional<ModelVersion> FileRegistry::find_model_version_by_alias(const std::string& name,
                                                                      const std::string& alias) {
  if (is_latest_alias(alias)) {
    const std::vector<ModelVersion> latest = latest_versions(name, {});
    const auto highest = std::max_element(
        latest.begin(), latest.end(),
        [](const ModelVersion& a, const ModelVersion& b) { return a.version < b.version; });
    return highest == latest.end() ? std::nullopt : std::optional(*highest);
  }
  const Opened model = existing_model(name);
  const Aliases aliases = read_aliases(*model.directory);
  const auto found = std::find_if(aliases.begin(), aliases.end(), [&](const ModelAlias& candidate) {
    return candidate.alias == alias;
  });
  return found == aliases.end() ? std::nullopt
                                : std::optional(get_model_version(name, found->version));
}

}  // namespace mltrack
