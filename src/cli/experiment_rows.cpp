#include "experiment_rows.hpp"

#include "render/objects.hpp"

namespace mltrack::cli {
namespace {

std::string tags_in_one_line(const std::vector<Tag>& tags) {
  std::string line;
  for (const Tag& tag : tags) {
    line += (line.empty() ? "" : " ") + tag.key + "=" + tag.value;
  }
  return line;
}

Cell time_cell(const std::optional<std::int64_t>& time) {
  return time ? Cell(Time{*time}) : Cell();
}

}  // namespace

ExperimentRows::ExperimentRows(Context& context) {
  const OutputOptions output = context.output();
  with_tree_ = context.has_several_trees();
  RowsSpec spec{.list_name = "experiments",
                .columns = {{.name = "experiment_id", .title = "ID"},
                            {.name = "name", .title = "NAME"},
                            {.name = "lifecycle_stage", .title = "STAGE", .priority = 2},
                            {.name = "creation_time", .title = "CREATED", .priority = 3},
                            {.name = "last_update_time", .title = "UPDATED", .priority = 4},
                            {.name = "artifact_location", .title = "ARTIFACTS", .priority = 5},
                            {.name = "tags", .title = "TAGS", .priority = 1}},
                .id_column = 0};
  if (with_tree_) {
    spec.columns.push_back({.name = "tree", .title = "TREE"});
  }
  for (const std::string& field : output.fields) {
    const std::string prefix = "tags.";
    if (field.starts_with(prefix)) {  // one tag, if it is asked for
      tag_keys_.push_back(field.substr(prefix.size()));
      spec.columns.push_back({.name = field, .title = field});
    }
  }
  writer_ = open_rows(context.world.out, output, std::move(spec));
}

void ExperimentRows::row(const Experiment& experiment) {
  std::vector<Cell> cells{experiment.experiment_id,
                          experiment.name,
                          std::string(lifecycle_name(experiment.lifecycle_stage)),
                          time_cell(experiment.creation_time),
                          time_cell(experiment.last_update_time),
                          experiment.artifact_location,
                          tags_in_one_line(experiment.tags)};
  if (with_tree_) {
    cells.push_back(experiment.tree);
  }
  for (const std::string& key : tag_keys_) {
    const Tag* tag = find_by_key(experiment.tags, key);
    cells.push_back(tag == nullptr ? Cell() : Cell(tag->value));
  }
  writer_->row(cells, experiment);
}

void ExperimentRows::finish(std::string_view next_page_token) {
  writer_->finish(next_page_token);
}

void print_experiment_json(Output& out, const Experiment& experiment) {
  print_object(out, "experiment", experiment);
}

}  // namespace mltrack::cli
