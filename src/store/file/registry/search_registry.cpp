// Searching the registry: all of it is read, for it is small.

#include "file/layout.hpp"
#include "file/paging.hpp"
#include "file_registry.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/entities/run.hpp"
#include "mltrack/entities/validate.hpp"
#include "mltrack/search/filter.hpp"
#include "mltrack/search/ordering.hpp"

#include <algorithm>

namespace mltrack {
namespace {

search::Value tag_value(const std::vector<Tag>& tags, const std::string& key) {
  const Tag* tag = find_by_key(tags, key);
  return tag == nullptr ? search::Value() : search::Value(tag->value);
}

search::Value text_value(const std::optional<std::string>& text) {
  return text ? search::Value(*text) : search::Value();
}

search::Value time_value(const std::optional<std::int64_t>& time) {
  return time ? search::Value(static_cast<double>(*time)) : search::Value();
}

class ModelRecord final : public search::Record {
 public:
  explicit ModelRecord(const RegisteredModel& model) : model_(model) {}

  [[nodiscard]] search::Value value(const search::Field& field) const override {
    if (field.kind == search::FieldKind::tag) {
      return tag_value(model_.tags, field.key);
    }
    if (field.key == "name") {
      return model_.name;
    }
    return time_value(field.key == "creation_timestamp" ? model_.creation_timestamp
                                                        : model_.last_updated_timestamp);
  }

 private:
  const RegisteredModel& model_;
};

class VersionRecord final : public search::Record {
 public:
  explicit VersionRecord(const ModelVersion& version) : version_(version) {}

  [[nodiscard]] search::Value value(const search::Field& field) const override {
    if (field.kind == search::FieldKind::tag) {
      return tag_value(version_.tags, field.key);
    }
    if (field.key == "name") {
      return version_.name;
    }
    if (field.key == "version_number") {
      return static_cast<double>(version_.version);
    }
    if (field.key == "run_id") {
      return text_value(version_.run_id);
    }
    if (field.key == "source_path") {
      return text_value(version_.source);
    }
    return time_value(field.key == "creation_timestamp" ? version_.creation_timestamp
                                                        : version_.last_updated_timestamp);
  }

 private:
  const ModelVersion& version_;
};

/// MLflow: a text appended to the filter, which its messages then show.
std::string without_prompts(const std::string& filter) {
  if (filter.find(prompt_tag_key) != std::string::npos) {
    return filter;
  }
  return fmt::format("{}{}tag.`{}` != 'true'", filter, filter.empty() ? "" : " AND ",
                     prompt_tag_key);
}

/// The message is MLflow's, about the text with what was appended; the place is shown in what was asked.
search::Filter parse_without_prompts(const std::string& asked, const search::Schema& schema) {
  try {
    return search::Filter::parse(without_prompts(asked), schema);
  } catch (const Error& refusal) {
    try {
      static_cast<void>(search::Filter::parse(asked, schema));
    } catch (const Error& own) {
      throw Error(refusal.code(), refusal.failure(), refusal.what()).with_hint("{}", own.hint());
    }
    throw;
  }
}

/// One search: what fits is kept with what it is sorted by.
template <class Entity, class Record>
class Search {
 public:
  template <class Query>
  Search(const Query& query, const search::Schema& schema)
      : filter_(parse_without_prompts(query.filter, schema)),
        ordering_(search::Ordering::parse(query.order_by, schema)),
        offset_(search::parse_page_token(query.page_token)),
        max_results_(query.max_results) {}

  void look_at(Entity&& entity) {
    const Record record(entity);
    if (!filter_.matches(record)) {
      return;
    }
    auto row = ordering_.row_of(record);
    hits_.emplace_back(std::move(row), std::move(entity));
  }

  [[nodiscard]] Page<Entity> page() {
    return page_of(std::move(hits_), ordering_, offset_, max_results_);
  }

 private:
  search::Filter filter_;
  search::Ordering ordering_;
  std::size_t offset_;
  std::size_t max_results_;
  std::vector<std::pair<search::SortRow, Entity>> hits_;
};

void check_size(std::size_t max_results, std::size_t most) {
  if (max_results < 1) {
    throw Error::invalid("Invalid value for max_results. It must be a positive integer, but got {}",
                         max_results);
  }
  if (max_results > most) {
    throw Error::invalid(
        "Invalid value for request parameter max_results. It must be at most {}, but got value {}",
        most, max_results);
  }
}

}  // namespace

void FileRegistry::each_model(
    const std::function<void(const Directory& directory, RegisteredModel&& model)>& visit) {
  for (const std::string& name : model_names()) {
    std::optional<Opened> opened;
    std::optional<RegisteredModel> model;
    read_or_report([&] {
      opened = open_model(name);
      if (opened) {
        model = read_model(*opened, name);
      } else {
        // MLflow: such a directory makes every listing fail.
        damaged(existing_root().path_of(layout::registered_model(name)),
                "the registered model has no meta.yaml");
      }
    });
    if (model) {  // what the visitor throws is its own matter
      visit(*opened->directory, std::move(*model));
    }
  }
}

Page<RegisteredModel> FileRegistry::search_registered_models(const RegisteredModelQuery& query) {
  check_size(query.max_results, limits::registered_model_results);
  Search<RegisteredModel, ModelRecord> search(query, search::registered_model_schema());
  each_model([&](const Directory& /*directory*/, RegisteredModel&& model) {
    search.look_at(std::move(model));
  });
  Page<RegisteredModel> page = search.page();
  for (RegisteredModel& model : page.items) {
    model = with_latest_versions(std::move(model));
  }
  return page;
}

Page<ModelVersion> FileRegistry::search_model_versions(const ModelVersionQuery& query) {
  check_size(query.max_results, limits::model_version_results);
  Search<ModelVersion, VersionRecord> search(query, search::model_version_schema());
  each_model([&](const Directory& directory, RegisteredModel&& model) {
    each_version(directory, model.name, model.aliases,
                 [&](Opened& /*opened*/, ModelVersion&& version) {
                   if (version.current_stage != ModelStage::deleted) {
                     search.look_at(std::move(version));
                   }
                 });
  });
  return search.page();
}

}  // namespace mltrack
