#include "group_rows.hpp"

#include "counted.hpp"
#include "render/group_json.hpp"
#include "render/rows.hpp"
#include "run_columns.hpp"
#include "spread.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/unicode.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace mltrack::cli {
namespace {

// What a narrow terminal loses first, from the highest number down.
enum Priority { keep, key, runs, further };

/// `params.model` is `model` for people, `max(metrics.auc)` is `max(auc)`.
std::string short_name(std::string name) {
  for (const std::string_view kind : {"metrics.", "params.", "tags.", "attributes."}) {
    const auto at = name.find(kind);
    if (at != std::string::npos && (at == 0 || name[at - 1] == '(')) {
      return name.erase(at, kind.size());
    }
  }
  return name;
}

/// The measure is a span in ms, which people read as `1h 4m`.
bool is_span(const NamedField& measure) {
  return measure.field.function == search::Function::duration ||
         measure.field.function == search::Function::age;
}

/// One column of an answer: an aggregate, or for people a mean and its uncertainty in one.
struct ShownColumn {
  AggregateColumn column;
  std::optional<Aggregate> spread;
  bool span = false;
};

std::vector<ShownColumn> shown_columns(const GroupQuestion& question, bool for_people) {
  const auto asked = [&](Aggregate aggregate, std::size_t measure) {
    return std::any_of(question.columns.begin(), question.columns.end(),
                       [&](const AggregateColumn& column) {
                         return column.aggregate == aggregate && column.measure == measure;
                       });
  };
  std::vector<ShownColumn> shown;
  for (const AggregateColumn& column : question.columns) {
    const bool span = for_people && is_span(question.measures[column.measure]);
    const bool pair = for_people && !span && asked(Aggregate::mean, column.measure) &&
                      asked(Aggregate::ci95, column.measure);
    if (pair && column.aggregate == Aggregate::ci95) {
      continue;  // stands beside the mean
    }
    shown.push_back({column,
                     pair && column.aggregate == Aggregate::mean ? std::optional(Aggregate::ci95)
                                                                 : std::nullopt,
                     span});
  }
  return shown;
}

Cell cell_of(const RunGroup& group, const ShownColumn& shown) {
  const auto& values = group.values[shown.column.measure];
  const auto value = compute_aggregate(shown.column.aggregate, values);
  if (!value) {
    return {};
  }
  if (shown.column.aggregate == Aggregate::n) {
    return static_cast<std::int64_t>(values.size());
  }
  if (shown.span && std::isfinite(*value)) {
    return Duration{std::llround(*value)};
  }
  return shown.spread ? Cell(with_spread(*value, compute_aggregate(*shown.spread, values)))
                      : Cell(*value);
}

Cell cell_of(const GroupValue& value) {
  if (!value.text()) {
    return {};
  }
  return value.is_number() ? Cell(value.number()) : Cell(*value.text());
}

RowsSpec rows_spec(const RunGroups& groups, const GroupQuestion& question,
                   const std::vector<ShownColumn>& shown) {
  RowsSpec spec{.list_name = "groups", .columns = {}, .id_column = 0};
  for (const std::string& name : groups.keys) {
    spec.columns.push_back({.name = name, .title = short_name(name), .priority = key});
  }
  spec.columns.push_back({.name = "runs", .title = "RUNS", .priority = runs});
  for (const ShownColumn& column : shown) {
    const std::string measure = short_name(question.measures[column.column.measure].name);
    const std::string_view aggregate = aggregate_name(column.column.aggregate);
    spec.columns.push_back({.name = column_name(question, column.column),
                            .title = column.spread ? fmt::format("{}({}) ± {}", aggregate, measure,
                                                                 aggregate_name(*column.spread))
                                                   : fmt::format("{}({})", aggregate, measure),
                            .priority = column.column.measure == 0 ? keep : further,
                            .align_right = true});
  }
  return spec;
}

void print_footer(Context& context, const RunGroups& groups, std::size_t shown) {
  context.world.out.flush();  // the footer belongs below the table
  if (groups.runs == 0) {
    context.note("no runs");
    return;
  }
  std::string text =
      fmt::format("{} of {}", counted(groups.groups.size(), "group"), counted(groups.runs, "run"));
  text += same_in_all(groups.constants);
  if (shown < groups.groups.size()) {
    text += fmt::format(" · the first {} are shown; -L sets how many", shown);
  }
  context.note(text);
}

}  // namespace

void print_groups(Context& context, const RunGroups& groups, const GroupQuestion& question,
                  std::optional<std::size_t> limit) {
  const OutputOptions output = context.output();
  if (output.format == "id") {
    throw Error::invalid("Groups have no ids; -o id prints those of runs")
        .with_hint("Use -o tsv with --fields.");
  }
  const bool for_people = is_for_people(output);
  const auto shown = shown_columns(question, for_people && output.fields.empty());
  const auto writer = open_rows(context.world.out, output, rows_spec(groups, question, shown));
  const std::size_t count = std::min(limit.value_or(groups.groups.size()), groups.groups.size());
  for (std::size_t i = 0; i < count; ++i) {
    const RunGroup& group = groups.groups[i];
    std::vector<Cell> cells;
    for (const GroupValue& value : group.key) {
      cells.push_back(cell_of(value));
    }
    cells.emplace_back(static_cast<std::int64_t>(group.runs));
    for (const ShownColumn& column : shown) {
      cells.push_back(cell_of(group, column));
    }
    writer->row(cells, json_of(groups, group, question));
  }
  writer->finish("");
  if (for_people) {
    print_footer(context, groups, count);
  }
}

}  // namespace mltrack::cli
