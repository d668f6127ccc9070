#include "run_rows.hpp"

#include "counted.hpp"
#include "field_list.hpp"
#include "run_columns.hpp"
#include "run_tree.hpp"
#include "run_value.hpp"
#include "short_id.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/unicode.hpp"
#include "mltrack/store/whole_id.hpp"

#include <algorithm>
#include <utility>

namespace mltrack::cli {
namespace {

void learn_experiment_of(const RunInfo& run, Store& store, RunSurroundings& surroundings) {
  auto& name = surroundings.experiment_names[whole_experiment_id(run)];
  if (name.empty()) {
    const auto experiment = store.find_experiment(whole_experiment_id(run));
    name = experiment ? experiment->name : run.experiment_id;
  }
}

}  // namespace

RunSurroundings surroundings_of(Context& context, const std::vector<Run>& runs) {
  RunSurroundings surroundings{.now_ms = context.world.host.clock->now_ms(),
                               .experiment_names = {}};
  for (const Run& run : runs) {
    learn_experiment_of(run.info, context.store(), surroundings);
  }
  return surroundings;
}

RunRows::RunRows(Context& context, RunLayout layout)
    : context_(context),
      output_(context.output()),
      layout_(std::move(layout)),
      surroundings_(surroundings_of(context, {})),
      columns_are_known_(columns_are_known()) {
  if (!output_.fields.empty() && !layout_.columns.empty()) {
    throw Error::invalid("--fields and --columns exclude each other")
        .with_hint("--fields prints these columns alone, --columns keeps id and name.");
  }
  surroundings_.store = &context.store();
  for (const auto& names : {output_.fields, layout_.columns}) {
    for (const std::string& name : names) {
      if (is_expression(name)) {
        surroundings_.computed.emplace(name, parse_column(name, surroundings_.now_ms));
      }
    }
  }
}

bool RunRows::columns_are_known() const {
  if (layout_.tree || layout_.only_changed || !layout_.columns.empty() || is_for_people(output_)) {
    return false;
  }
  if (output_.format == "json" || output_.format == "id") {
    return true;
  }
  const auto is_known = [](const std::string& field) {
    return is_attribute_column(field) || is_key_column(field) || is_expression(field);
  };
  return !output_.fields.empty() &&
         std::all_of(output_.fields.begin(), output_.fields.end(), is_known);
}

void RunRows::open(std::vector<Column> columns) {
  columns_ = columns;
  const auto id = std::find_if(columns.begin(), columns.end(),
                               [](const Column& column) { return column.name == "run_id"; });
  const auto id_column = static_cast<std::size_t>(id - columns.begin());
  writer_ = open_rows(context_.world.out, output_,
                      {.list_name = "runs", .columns = std::move(columns), .id_column = id_column});
}

/// With the first run and not before: a search that is refused prints no header.
void RunRows::open_known() {
  std::vector<Column> columns;
  for (const std::string& field : output_.fields) {
    columns.push_back({.name = field, .title = field});
  }
  if (columns.empty()) {
    columns = {{.name = "run_id", .title = "run_id"}};
  }
  open(std::move(columns));
}

void RunRows::add(Run&& run) {
  ++count_;
  if (!columns_are_known_) {
    collected_.push_back(std::move(run));
    return;
  }
  if (!writer_) {
    open_known();
  }
  write(run, 0);
  send_in_time();
}

void RunRows::write(const Run& run, std::size_t depth) {
  std::vector<Cell> cells;
  if (output_.format != "json") {
    cells.reserve(columns_.size());
    for (const Column& column : columns_) {
      if (column.name == "experiment_name") {
        learn_experiment(run);
      }
      cells.push_back(run_cell(run, column.name, surroundings_));
      if (depth > 0 && column.name == "run_name" && is_for_people(output_)) {
        const auto& name = run.info.run_name.empty() ? run.info.run_id : run.info.run_name;
        cells.back() = std::string(2 * (depth - 1), ' ') + "└ " + name;
      }
    }
  }
  writer_->row(cells, run);
}

void RunRows::send_in_time() {
  constexpr std::int64_t longest_wait_ms = 200;
  const std::int64_t now = context_.world.host.clock->now_ms();
  if (!sent_ms_ || now - *sent_ms_ >= longest_wait_ms) {
    context_.world.out.flush();
    sent_ms_ = now;
  }
}

void RunRows::learn_experiment(const Run& run) {
  learn_experiment_of(run.info, context_.store(), surroundings_);
}

PeopleColumns RunRows::choose_columns() {
  PeopleColumns chosen;
  const bool people = is_for_people(output_);
  if (!layout_.columns.empty()) {
    chosen.columns = {
        {.name = "run_id", .title = people ? "RUN" : "run_id", .abbreviate = short_id},
        {.name = "run_name", .title = people ? "NAME" : "run_name"}};
    for (Column& column : chosen_columns(collected_, layout_.columns)) {
      if (column.name != "run_id" && column.name != "run_name") {
        chosen.columns.push_back(std::move(column));
      }
    }
  } else if (people && output_.fields.empty()) {
    chosen = people_columns(collected_, surroundings_);
  } else {
    chosen.columns = machine_columns(collected_, output_.fields);
  }
  if (layout_.only_changed) {
    drop_unchanged(chosen.columns, collected_, surroundings_);
  }
  for (Column& column : chosen.columns) {
    if (layout_.tree && column.name == "run_name") {
      column.priority = 0;  // the tree stands in it
    }
  }
  return chosen;
}

void RunRows::finish(std::string_view next_page_token, MoreNote more_note) {
  std::vector<std::string> constants;
  if (columns_are_known_ && !writer_) {
    open_known();
  }
  if (!writer_) {
    for (const Run& run : collected_) {
      learn_experiment(run);
    }
    PeopleColumns chosen = choose_columns();
    constants = std::move(chosen.constants);
    open(std::move(chosen.columns));
    if (layout_.tree) {
      for (const TreeRun& line : run_tree(collected_)) {
        write(collected_[line.index], line.depth);
      }
    } else {
      for (const Run& run : collected_) {
        write(run, 0);
      }
    }
  }
  writer_->finish(next_page_token);
  if (is_for_people(output_)) {
    print_footer(next_page_token, constants);
  } else if (more_note == MoreNote::yes && !next_page_token.empty() && output_.format != "json") {
    context_.world.out.flush();
    context_.note(
        fmt::format("mltrack: there are more runs; go on with --page-token {}", next_page_token));
  }
}

/// "3 runs · epochs=20 the same in all · 2 columns do not fit · there are more: -L 30"
void RunRows::print_footer(std::string_view next_page_token,
                           const std::vector<std::string>& constants) {
  context_.world.out.flush();  // the footer belongs below the table
  if (count_ == 0) {
    context_.note("no runs");
    return;
  }
  std::string text = counted(count_, "run");
  text += same_in_all(constants);
  if (const std::size_t lost = writer_->columns_left_out(); lost > 0) {
    text += fmt::format(" · {} {} not fit", lost, lost == 1 ? "column does" : "columns do");
  }
  if (!next_page_token.empty()) {
    text += fmt::format(" · there are more: -L {}", count_ * 10);
  }
  context_.note(text);
}

void print_runs(Context& context, const std::vector<Run>& runs, std::string_view next_page_token,
                MoreNote more_note) {
  RunRows rows(context);
  for (const Run& run : runs) {
    rows.add(Run(run));
  }
  rows.finish(next_page_token, more_note);
}

}  // namespace mltrack::cli
