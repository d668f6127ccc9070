#include "run_columns.hpp"

#include "field_list.hpp"
#include "run_value.hpp"
#include "short_id.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/unicode.hpp"
#include "mltrack/store/whole_id.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <set>

namespace mltrack::cli {
namespace {

constexpr std::array<std::string_view, 7> always{
    "run_id", "run_name", "experiment_id", "status", "artifact_uri", "start_time", "end_time"};
constexpr std::array<std::string_view, 6> on_request{
    "experiment_name", "user_id", "lifecycle_stage", "duration", "age", "tree"};

// What a narrow terminal loses first, from the highest number down; the metrics stay longest.
enum Priority { keep, name, tree, experiment, status, metric, age, param, duration, tag };

Cell info_cell(const RunInfo& info, std::string_view column, const RunSurroundings& surroundings) {
  if (column == "run_id") {
    return info.run_id;
  }
  if (column == "run_name") {
    return info.run_name;
  }
  if (column == "experiment_id") {
    return info.experiment_id;
  }
  if (column == "experiment_name") {
    const auto found = surroundings.experiment_names.find(whole_experiment_id(info));
    return found == surroundings.experiment_names.end() ? info.experiment_id : found->second;
  }
  if (column == "status") {
    return std::string(run_status_name(info.status));
  }
  if (column == "tree") {
    return info.tree;
  }
  if (column == "artifact_uri") {
    return info.artifact_uri;
  }
  if (column == "user_id") {
    return info.user_id;
  }
  if (column == "lifecycle_stage") {
    return std::string(lifecycle_name(info.lifecycle_stage));
  }
  if (column == "start_time") {
    return Time{info.start_time};
  }
  if (column == "end_time") {
    return info.end_time ? Cell(Time{*info.end_time}) : Cell();
  }
  if (column == "age") {
    return Age{surroundings.now_ms - info.start_time};
  }
  if (column == "duration") {
    const bool going_on = !info.end_time && info.status == RunStatus::running;
    return info.end_time ? Cell(Duration{*info.end_time - info.start_time})
           : going_on    ? Cell(Duration{surroundings.now_ms - info.start_time})
                         : Cell();
  }
  return {};
}

/// They were read from several trees.
bool have_trees(const std::vector<Run>& runs) {
  return !runs.empty() && !runs.front().info.tree.empty();
}

/// The keys of one kind in any of the runs, sorted.
template <class List>
std::set<std::string> keys_of(const std::vector<Run>& runs, List RunData::*list) {
  std::set<std::string> keys;
  for (const Run& run : runs) {
    for (const auto& item : run.data.*list) {
      keys.insert(item.key);
    }
  }
  return keys;
}

struct Difference {
  bool varies = false;
  std::string common;  // the text that all have
};

Difference difference(const std::vector<Run>& runs, const std::string& column,
                      const RunSurroundings& surroundings) {
  Difference result;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const Cell cell = run_cell(runs[i], column, surroundings);
    std::string text = std::holds_alternative<std::monostate>(cell)
                           ? std::string(1, '\0')  // lacking a key is a value of its own
                           : cell_text(cell, CellStyle::machine);
    if (i > 0 && text != result.common) {
      result.varies = true;
      return result;
    }
    result.common = std::move(text);
  }
  return result;
}

}  // namespace

Cell run_cell(const Run& run, std::string_view column, const RunSurroundings& surroundings) {
  if (const auto found = surroundings.computed.find(column); found != surroundings.computed.end()) {
    return run_value(*surroundings.store, run, found->second);
  }
  const auto dot = column.find('.');
  if (dot == std::string_view::npos) {
    return info_cell(run.info, column, surroundings);
  }
  const std::string_view kind = column.substr(0, dot);
  const std::string_view key = column.substr(dot + 1);
  if (kind == "metrics") {
    const Metric* found = find_by_key(run.data.metrics, key);
    return found == nullptr ? Cell() : Cell(found->value);
  }
  if (kind == "params") {
    const Param* found = find_by_key(run.data.params, key);
    return found == nullptr ? Cell() : Cell(found->value);
  }
  if (kind == "tags") {
    const Tag* found = find_by_key(run.data.tags, key);
    return found == nullptr ? Cell() : Cell(found->value);
  }
  return {};
}

bool is_attribute_column(std::string_view name) {
  return std::find(always.begin(), always.end(), name) != always.end() ||
         std::find(on_request.begin(), on_request.end(), name) != on_request.end();
}

bool is_key_column(std::string_view name) {
  return name.starts_with("metrics.") || name.starts_with("params.") || name.starts_with("tags.");
}

namespace {

/// AGE for `age`, RUN for `run_id`; the key alone for `metrics.auc`.
std::string title_of(const std::string& name) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 4> others{
      {{"run_id", "RUN"},
       {"run_name", "NAME"},
       {"experiment_name", "EXPERIMENT"},
       {"duration", "DUR"}}};
  for (const auto& [column, title] : others) {
    if (column == name) {
      return std::string(title);
    }
  }
  if (is_key_column(name)) {
    return name.substr(name.find('.') + 1);
  }
  std::string title = name;
  if (is_attribute_column(name)) {
    std::transform(title.begin(), title.end(), title.begin(),
                   [](char c) { return c == '_' ? ' ' : static_cast<char>(c - ('a' - 'A')); });
  }
  return title;
}

[[noreturn]] void refuse_column(const std::string& name, const std::vector<std::string>& known) {
  auto error = Error::invalid("There is no column '{}'", escape_controls(name));
  const auto meant = meant_column(name, known);
  if (!meant) {
    throw std::move(error).with_hint("The columns are {}.", fmt::join(known, ", "));
  }
  throw std::move(error).with_hint("Did you mean '{}'?", *meant);
}

}  // namespace

std::vector<Column> chosen_columns(const std::vector<Run>& runs,
                                   const std::vector<std::string>& names) {
  std::vector<std::string> known;
  for (const Column& column : machine_columns(runs, {on_request.begin(), on_request.end()})) {
    known.push_back(column.name);
  }
  const auto is_known = [&](const std::string& name) {
    return std::find(known.begin(), known.end(), name) != known.end();
  };
  std::vector<Column> columns;
  for (const std::string& name : names) {
    std::string column = name;
    for (const char* kind : {"metrics.", "params.", "tags."}) {
      if (!is_known(column) && is_known(kind + name)) {
        column = kind + name;
      }
    }
    if (!is_known(column) && !is_expression(column) && !runs.empty()) {
      refuse_column(name, known);
    }
    const bool again = std::any_of(columns.begin(), columns.end(),
                                   [&](const Column& earlier) { return earlier.name == column; });
    if (!again) {
      columns.push_back({.name = column, .title = title_of(column)});
    }
  }
  return columns;
}

void drop_unchanged(std::vector<Column>& columns, const std::vector<Run>& runs,
                    const RunSurroundings& surroundings) {
  if (runs.size() < 2 || columns.empty()) {
    return;
  }
  const auto end = std::remove_if(columns.begin() + 1, columns.end(), [&](const Column& column) {
    return !difference(runs, column.name, surroundings).varies;
  });
  columns.erase(end, columns.end());
}

std::vector<Column> machine_columns(const std::vector<Run>& runs,
                                    const std::vector<std::string>& fields) {
  std::vector<Column> columns;
  const auto add = [&](const std::string& column) {
    columns.push_back({.name = column, .title = column});
  };
  for (const std::string_view column : always) {
    add(std::string(column));
  }
  const bool asked_for_tree = std::find(fields.begin(), fields.end(), "tree") != fields.end();
  if (have_trees(runs) && !asked_for_tree) {
    add("tree");
  }
  for (const std::string& field : fields) {
    // A key that no run has yet is asked for in scripts, too: it is a column of empty cells.
    const bool requested =
        std::find(on_request.begin(), on_request.end(), field) != on_request.end();
    if (requested || is_key_column(field) || is_expression(field)) {
      add(field);
    }
  }
  const auto add_keys = [&](std::string_view kind, const std::set<std::string>& keys) {
    for (const std::string& key : keys) {
      const std::string column = std::string(kind) + key;
      if (std::find(fields.begin(), fields.end(), column) == fields.end()) {
        add(column);
      }
    }
  };
  add_keys("metrics.", keys_of(runs, &RunData::metrics));
  add_keys("params.", keys_of(runs, &RunData::params));
  add_keys("tags.", keys_of(runs, &RunData::tags));
  return columns;
}

std::string same_in_all(const std::vector<std::string>& constants) {
  constexpr std::size_t longest = 100;
  std::string same;
  for (const std::string& constant : constants) {
    same += (same.empty() ? "" : " ") + escape_controls(constant);
  }
  return same.empty() ? same : fmt::format(" · {} the same in all", fit_width(same, longest));
}

PeopleColumns people_columns(const std::vector<Run>& runs, const RunSurroundings& surroundings) {
  PeopleColumns result;
  result.columns = {{.name = "run_id", .title = "RUN", .priority = keep, .abbreviate = short_id},
                    {.name = "run_name", .title = "NAME", .priority = name},
                    {.name = "status", .title = "STATUS", .priority = status},
                    {.name = "age", .title = "AGE", .priority = age},
                    {.name = "duration", .title = "DUR", .priority = duration}};
  const char* experiment_column = have_trees(runs) ? "experiment_name" : "experiment_id";
  if (difference(runs, experiment_column, surroundings).varies) {
    result.columns.insert(
        result.columns.begin() + 2,
        {.name = "experiment_name", .title = "EXPERIMENT", .priority = experiment});
  }
  if (have_trees(runs)) {
    result.columns.insert(result.columns.begin() + 2,
                          {.name = "tree", .title = "TREE", .priority = tree});
  }
  const auto add_keys = [&](std::string_view kind, const std::set<std::string>& keys, int priority,
                            bool tell_constants) {
    for (const std::string& key : keys) {
      const std::string column = std::string(kind) + key;
      const Difference found = difference(runs, column, surroundings);
      if (found.varies || (runs.size() == 1 && tell_constants)) {
        result.columns.push_back({.name = column, .title = key, .priority = priority});
      } else if (tell_constants) {
        const Cell cell = run_cell(runs[0], column, surroundings);
        result.constants.push_back(key + "=" + cell_text(cell, CellStyle::people));
      }
    }
  };
  add_keys("metrics.", keys_of(runs, &RunData::metrics), metric, true);
  add_keys("params.", keys_of(runs, &RunData::params), param, true);
  std::set<std::string> tags = keys_of(runs, &RunData::tags);
  std::erase_if(tags, [](const std::string& key) { return key.starts_with("mlflow."); });
  add_keys("tags.", tags, tag, false);
  return result;
}

}  // namespace mltrack::cli
