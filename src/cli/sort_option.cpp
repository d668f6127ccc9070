#include "sort_option.hpp"

#include "field_list.hpp"
#include "run_columns.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/unicode.hpp"

#include <algorithm>
#include <array>

namespace mltrack::cli {
namespace {

/// Columns that tables have and orders do not, or not under this name.
bool is_orderable(std::string_view name) {
  constexpr std::array<std::string_view, 9> attributes{"run_id",     "run_name", "status",
                                                       "start_time", "end_time", "user_id",
                                                       "duration",   "age",      "artifact_uri"};
  return std::find(attributes.begin(), attributes.end(), name) != attributes.end();
}

/// The bare `key` with its kind: what the newest runs have it as.
std::string full_name(Context& context, const std::string& key, RunQuery query) {
  query.max_results = 100;
  query.page_token = "";
  std::vector<std::string> known;
  for (const Column& column : machine_columns(context.store().search_runs(query).items, {})) {
    if (is_key_column(column.name) || is_orderable(column.name)) {
      known.push_back(column.name);
    }
  }
  for (const char* kind : {"metrics.", "params.", "tags."}) {
    if (std::find(known.begin(), known.end(), kind + key) != known.end()) {
      return kind + key;
    }
  }
  auto error = Error::invalid("No run has '{}' to sort by", escape_controls(key));
  if (const auto meant = meant_column(key, known)) {
    throw std::move(error).with_hint("Did you mean '{}'?", *meant);
  }
  throw error;
}

/// `metrics.val/loss` as a filter writes it.
std::string quoted(const std::string& name) {
  const auto dot = name.find('.');
  return fmt::format("{}.`{}`", name.substr(0, dot), name.substr(dot + 1));
}

}  // namespace

std::vector<std::string> order_of(Context& context, std::string_view sort, const RunQuery& query) {
  std::string key(sort);
  const char* direction = "ASC";
  for (const auto& [ending, meaning] : {std::pair(":desc", "DESC"), std::pair(":asc", "ASC")}) {
    if (key.ends_with(ending)) {
      key.resize(key.size() - std::string_view(ending).size());
      direction = meaning;
    }
  }
  if (is_expression(key) || is_orderable(key)) {
    return {fmt::format("{} {}", key, direction)};
  }
  const std::string name = is_key_column(key) ? key : full_name(context, key, query);
  std::vector<std::string> clauses{fmt::format("{} {}", quoted(name), direction)};
  if (name.starts_with("params.") && query.dialect == Dialect::extended) {
    clauses.insert(clauses.begin(), fmt::format("num({}) {}", quoted(name), direction));
  }
  return clauses;
}

}  // namespace mltrack::cli
