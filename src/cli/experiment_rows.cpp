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

ExperimentRows::ExperimentRows(Context& context)
    : writer_(open_rows(context.world.out, context.output(),
                        {.list_name = "experiments",
                         .columns = {{.name = "experiment_id", .title = "ID"},
                                     {.name = "name", .title = "NAME"},
                                     {.name = "lifecycle_stage", .title = "STAGE", .priority = 2},
                                     {.name = "creation_time", .title = "CREATED", .priority = 3},
                                     {.name = "last_update_time", .title = "UPDATED", .priority = 4},
                                     {.name = "artifact_location", .title = "ARTIFACTS",
                                      .priority = 5},
                                     {.name = "tags", .title = "TAGS", .priority = 1}},
                         .id_column = 0})) {}

void ExperimentRows::row(const Experiment& experiment) {
  writer_->row({experiment.experiment_id, experiment.name,
                std::string(lifecycle_name(experiment.lifecycle_stage)),
                time_cell(experiment.creation_time), time_cell(experiment.last_update_time),
                experiment.artifact_location, tags_in_one_line(experiment.tags)},
               experiment);
}

void ExperimentRows::finish(std::string_view next_page_token) { writer_->finish(next_page_token); }

void print_experiment_json(Output& out, const Experiment& experiment) {
  print_object(out, "experiment", experiment);
}

}  // namespace mltrack::cli
