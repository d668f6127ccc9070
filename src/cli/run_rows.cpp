#include "run_rows.hpp"

#include "run_columns.hpp"

#include "mltrack/base/unicode.hpp"

namespace mltrack::cli {
RunSurroundings surroundings_of(Context& context, const std::vector<Run>& runs) {
  RunSurroundings surroundings{.now_ms = context.world.host.clock->now_ms()};
  for (const Run& run : runs) {
    auto& name = surroundings.experiment_names[run.info.experiment_id];
    if (name.empty()) {
      const auto experiment = context.store().find_experiment(run.info.experiment_id);
      name = experiment ? experiment->name : run.info.experiment_id;
    }
  }
  return surroundings;
}

namespace {

/// "3 runs · epochs=20 the same in all · more: --limit"
void print_footer(Context& context, std::size_t count, bool more,
                  const std::vector<std::string>& constants) {
  if (count == 0) {
    context.note("no runs");
    return;
  }
  constexpr std::size_t longest_constants = 100;
  std::string text = fmt::format("{} {}", count, count == 1 ? "run" : "runs");
  std::string same;
  for (const std::string& constant : constants) {
    same += (same.empty() ? "" : " ") + escape_controls(constant);
  }
  if (!same.empty()) {
    text += fmt::format(" · {} the same in all", fit_width(same, longest_constants));
  }
  if (more) {
    text += fmt::format(" · there are more: -L {}", count * 10);
  }
  context.world.out.flush();  // the footer belongs below the table
  context.note(text);
}

}  // namespace

void print_runs(Context& context, const std::vector<Run>& runs, std::string_view next_page_token,
                MoreNote more_note) {
  const OutputOptions output = context.output();
  const RunSurroundings surroundings = surroundings_of(context, runs);
  PeopleColumns people;
  RowsSpec spec{.list_name = "runs", .columns = {}, .id_column = 0};
  if (is_for_people(output) && output.fields.empty()) {
    people = people_columns(runs, surroundings);
    spec.columns = people.columns;
  } else {
    spec.columns = machine_columns(runs, output.fields);
  }
  const std::vector<Column> columns = spec.columns;
  const auto writer = open_rows(context.world.out, output, std::move(spec));
  const bool whole_objects = output.format == "json";
  for (const Run& run : runs) {
    std::vector<Cell> cells;
    if (!whole_objects) {
      cells.reserve(columns.size());
      for (const Column& column : columns) {
        cells.push_back(run_cell(run, column.name, surroundings));
      }
    }
    writer->row(std::move(cells), run);
  }
  writer->finish(next_page_token);
  if (is_for_people(output)) {
    print_footer(context, runs.size(), !next_page_token.empty(), people.constants);
  } else if (more_note == MoreNote::yes && !next_page_token.empty() && output.format != "json") {
    context.world.out.flush();
    context.note(
        fmt::format("mltrack: there are more runs; go on with --page-token {}", next_page_token));
  }
}

}  // namespace mltrack::cli
