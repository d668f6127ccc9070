// Registered models: create, update, rename, delete, tags, aliases.

#include "file/layout.hpp"
#include "file/meta.hpp"
#include "file/read_meta.hpp"
#include "file_registry.hpp"
#include "registry_errors.hpp"
#include "registry_meta.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/entities/run.hpp"
#include "mltrack/entities/validate.hpp"
#include "mltrack/host/atomic_write.hpp"

namespace mltrack {
namespace {

bool is_prompt(const std::vector<Tag>& tags) {
  return find_by_key(tags, prompt_tag_key) != nullptr;
}

Error name_in_use(const std::string& name, bool is_prompt_now, bool was_prompt) {
  if (is_prompt_now != was_prompt) {
    const auto word = [](bool prompt) { return prompt ? "prompt" : "registered model"; };
    return Error::exists(
        "Tried to create a {} with name '{}', but the name is already taken by a {}. MLflow does "
        "not "
        "allow creating a model and a prompt with the same name.",
        word(is_prompt_now), name, word(was_prompt));
  }
  return Error::exists("{} (name={}) already exists.",
                       is_prompt_now ? "Prompt" : "Registered Model", name);
}

}  // namespace

RegisteredModel FileRegistry::create_registered_model(const NewRegisteredModel& wanted) {
  validate_model_name(wanted.name);
  for (const Tag& tag : wanted.tags) {
    validate_model_tag(tag);
  }
  Directory& tree = made_root();
  const std::string target = layout::registered_model(wanted.name);
  if (const auto there = open_model(wanted.name)) {
    throw name_in_use(wanted.name, is_prompt(wanted.tags),
                      is_prompt(read_model(*there, wanted.name).tags));
  }
  RegisteredModel model{.name = wanted.name,
                        .creation_timestamp = host_.clock->now_ms(),
                        .last_updated_timestamp = {},
                        .description = wanted.description,
                        .latest_versions = {},
                        .tags = wanted.tags,
                        .aliases = {}};
  model.last_updated_timestamp = model.creation_timestamp;
  // MLflow: a directory without meta.yaml in models/ makes every listing of models fail.
  const std::string hidden = layout::hidden_in_root(temporary_name(*host_.random));
  try {
    write_new(tree, hidden, meta::map_of(model), model.tags);
    tree.make_directory(layout::models);
    if (!tree.rename_new(hidden, target)) {
      throw name_in_use(wanted.name, is_prompt(wanted.tags), is_prompt(wanted.tags));
    }
  } catch (...) {
    remove_all(tree, hidden);
    throw;
  }
  return model;
}

void FileRegistry::write_new(Directory& parent, const std::string& folder, const yaml::Map& meta,
                             const std::vector<Tag>& tags) {
  parent.make_directory(folder);
  const auto directory = parent.open_directory(folder);
  for (const Tag& tag : tags) {  // of two with one key the last wins
    make_parents(*directory, layout::tag(tag.key));
    atomic_write(*directory, layout::tag(tag.key), tag.value, *host_.random);
  }
  atomic_write(*directory, layout::meta_file, yaml::emit(meta), *host_.random);
}

FileRegistry::Changing FileRegistry::change_model(const std::string& name) {
  Changing changing{
      .name = name, .model = existing_model(name), .lock = nullptr, .now = host_.clock->now_ms()};
  changing.lock = changing.model.directory->lock(options_.lock_wait_ms);
  // What is read, changed and written back must not undo somebody else's change.
  if (auto meta = read_meta(*changing.model.directory,
                            [](const yaml::Document& document) { return document; })) {
    changing.model.meta = std::move(*meta);
  } else {  // deleted while we waited
    throw model_not_found(name);
  }
  return changing;
}

void FileRegistry::save_model(Changing& changing) {
  yaml::Document& meta = changing.model.meta;
  meta.set("name", changing.name);
  meta.set("last_updated_timestamp", changing.now);
  // MLflow: repeats the aliases here and never reads them.
  meta.set("aliases", meta::map_of(read_aliases(*changing.model.directory)));
  save_meta(*changing.model.directory, meta);
}

RegisteredModel FileRegistry::update_registered_model(
    const std::string& name, const std::optional<std::string>& description) {
  Changing changing = change_model(name);
  changing.model.meta.set("description", meta::value_of(description));
  save_model(changing);
  return with_latest_versions(read_model(changing.model, name));
}

RegisteredModel FileRegistry::rename_registered_model(const std::string& name,
                                                      const std::string& new_name) {
  Changing changing = change_model(name);
  validate_model_name(new_name);
  // MLflow copies file by file, which loses tags and aliases and stops half-way at the first tag of a
  // version. The move is what counts, so it comes first: from then on the directory says the name.
  Directory& tree = existing_root();
  if (tree.status(layout::registered_model(new_name)) ||
      !tree.rename_new(layout::registered_model(name), layout::registered_model(new_name))) {
    throw Error::exists("Registered Model (name={}) already exists.", new_name);
  }
  changing.name = new_name;
  changing.model.directory = tree.open_directory(layout::registered_model(new_name));
  if (!changing.model.directory) {
    throw model_not_found(new_name);
  }
  each_version(*changing.model.directory, new_name, {},
               [&](Opened& opened, ModelVersion&& /*version*/) {
                 opened.meta.set("name", new_name);
                 opened.meta.set("last_updated_timestamp", changing.now);
                 save_meta(*opened.directory, opened.meta);
               });
  save_model(changing);
  return with_latest_versions(read_model(changing.model, new_name));
}

void FileRegistry::delete_registered_model(const std::string& name) {
  const Changing changing = change_model(name);
  Directory& tree = existing_root();
  // At one blow: MLflow cannot list models while one of them is half deleted.
  const std::string hidden = layout::hidden_in_root(temporary_name(*host_.random));
  tree.rename(layout::registered_model(name), hidden);
  remove_all(tree, hidden);
}

void FileRegistry::set_registered_model_tag(const std::string& name, const Tag& tag) {
  validate_model_tag(tag);
  Changing changing = change_model(name);
  make_parents(*changing.model.directory, layout::tag(tag.key));
  atomic_write(*changing.model.directory, layout::tag(tag.key), tag.value, *host_.random);
  save_model(changing);
}

void FileRegistry::delete_registered_model_tag(const std::string& name, const std::string& key) {
  validate_key(key, "key");
  Changing changing = change_model(name);
  if (changing.model.directory->remove(layout::tag(key))) {
    save_model(changing);
  }
}

void FileRegistry::set_registered_model_alias(const std::string& name, const std::string& alias,
                                              std::int64_t version) {
  validate_new_model_alias(alias);
  Changing changing = change_model(name);
  static_cast<void>(version_to_change(changing, version));
  make_parents(*changing.model.directory, layout::alias(alias));
  atomic_write(*changing.model.directory, layout::alias(alias), std::to_string(version),
               *host_.random);
  save_model(changing);
}

void FileRegistry::delete_registered_model_alias(const std::string& name,
                                                 const std::string& alias) {
  validate_model_alias(alias);
  Changing changing = change_model(name);
  if (changing.model.directory->remove(layout::alias(alias))) {
    save_model(changing);
  }
}

}  // namespace mltrack
