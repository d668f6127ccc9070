#include "model_rows.hpp"

#include "model_handle.hpp"
#include "render/objects.hpp"

#include "mltrack/entities/run.hpp"

#include <algorithm>

namespace mltrack::cli {
namespace {

Cell time_cell(const std::optional<std::int64_t>& time) {
  return time ? Cell(Time{*time}) : Cell();
}

Cell text_cell(const std::optional<std::string>& text) {
  return text ? Cell(*text) : Cell();
}

Cell latest_number(const RegisteredModel& model) {
  std::int64_t latest = 0;
  for (const ModelVersion& version : model.latest_versions) {
    latest = std::max(latest, version.version);
  }
  return latest == 0 ? Cell() : Cell(latest);
}

/// Rows of things with tags, each of which can have a column of its own if it is asked for.
class TaggedRows {
 public:
  TaggedRows(Context& context, RowsSpec spec) {
    const OutputOptions output = context.output();
    constexpr std::string_view prefix = "tags.";
    for (const std::string& field : output.fields) {
      if (field.starts_with(prefix)) {
        keys_.push_back(field.substr(prefix.size()));
        spec.columns.push_back({.name = field, .title = field});
      }
    }
    writer_ = open_rows(context.world.out, output, std::move(spec));
  }

  void row(std::vector<Cell> cells, const std::vector<Tag>& tags, const JsonOf& json) {
    for (const std::string& key : keys_) {
      const Tag* tag = find_by_key(tags, key);
      cells.push_back(tag == nullptr ? Cell() : Cell(tag->value));
    }
    writer_->row(cells, json);
  }
  void finish(std::string_view next_page_token) { writer_->finish(next_page_token); }

 private:
  std::unique_ptr<RowWriter> writer_;
  std::vector<std::string> keys_;
};

}  // namespace

std::string in_one_line(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, " "));
}

std::string in_one_line(const std::vector<Tag>& tags) {
  std::vector<std::string> words;
  for (const Tag& tag : tags) {
    words.push_back(tag.key + "=" + tag.value);
  }
  return in_one_line(words);
}

std::string in_one_line(const std::vector<ModelAlias>& aliases) {
  std::vector<std::string> words;
  for (const ModelAlias& alias : aliases) {
    words.push_back(fmt::format("{}={}", alias.alias, alias.version));
  }
  return in_one_line(words);
}

void print_models(Context& context, const std::vector<RegisteredModel>& models,
                  std::string_view next_page_token) {
  TaggedRows rows(
      context, {.list_name = "registered_models",
                .columns = {{.name = "name", .title = "NAME"},
                            {.name = "latest_version", .title = "LATEST", .priority = 1},
                            {.name = "aliases", .title = "ALIASES", .priority = 2},
                            {.name = "creation_timestamp", .title = "CREATED", .priority = 6},
                            {.name = "last_updated_timestamp", .title = "UPDATED", .priority = 3},
                            {.name = "tags", .title = "TAGS", .priority = 4},
                            {.name = "description", .title = "DESCRIPTION", .priority = 5}},
                .id_column = 0});
  for (const RegisteredModel& model : models) {
    rows.row({model.name, latest_number(model), in_one_line(model.aliases),
              time_cell(model.creation_timestamp), time_cell(model.last_updated_timestamp),
              in_one_line(model.tags), text_cell(model.description)},
             model.tags, json_of(model));
  }
  rows.finish(next_page_token);
}

void print_model_versions(Context& context, const std::vector<ModelVersion>& versions,
                          std::string_view next_page_token) {
  TaggedRows rows(
      context, {.list_name = "model_versions",
                .columns = {{.name = "id", .title = "MODEL"},
                            {.name = "name", .title = "NAME", .priority = 10},
                            {.name = "version", .title = "VERSION", .priority = 10},
                            {.name = "current_stage", .title = "STAGE", .priority = 2},
                            {.name = "aliases", .title = "ALIASES", .priority = 1},
                            {.name = "run_id", .title = "RUN", .priority = 3, .abbreviate = 8},
                            {.name = "creation_timestamp", .title = "CREATED", .priority = 4},
                            {.name = "last_updated_timestamp", .title = "UPDATED", .priority = 8},
                            {.name = "tags", .title = "TAGS", .priority = 5},
                            {.name = "description", .title = "DESCRIPTION", .priority = 6},
                            {.name = "source", .title = "SOURCE", .priority = 7}},
                .id_column = 0});
  for (const ModelVersion& version : versions) {
    rows.row({handle_of(version), version.name, version.version,
              std::string(model_stage_name(version.current_stage)), in_one_line(version.aliases),
              text_cell(version.run_id), time_cell(version.creation_timestamp),
              time_cell(version.last_updated_timestamp), in_one_line(version.tags),
              text_cell(version.description), text_cell(version.source)},
             version.tags, json_of(version));
  }
  rows.finish(next_page_token);
}

}  // namespace mltrack::cli
