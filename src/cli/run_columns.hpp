#pragma once
// Which columns a list of runs has, and what stands in them.

#include "render/rows.hpp"

#include "mltrack/entities/run.hpp"
#include "mltrack/search/field.hpp"
#include "mltrack/store/store.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace mltrack::cli {

/// What the cells of a run need to know beside the run.
struct RunSurroundings {
  std::int64_t now_ms = 0;
  std::map<std::string, std::string> experiment_names;  // by whole_experiment_id; may lack some
  /// Columns that are computed, by their names; for them `store` is asked.
  std::map<std::string, search::Field, std::less<>> computed{};
  Store* store = nullptr;
};

/// The value of a column by its machine name: `run_id`, `status`, `duration`, `metrics.auc`,
/// `params.lr`, `tags.team`, or of a computed one. Empty for a name that is no column or a key that
/// the run lacks.
[[nodiscard]] Cell run_cell(const Run& run, std::string_view column,
                            const RunSurroundings& surroundings);

/// A column that every run has: `status`, `duration`.
[[nodiscard]] bool is_attribute_column(std::string_view name);
/// `metrics.auc`, `params.lr`, `tags.team`: a column whether a run has the key or not.
[[nodiscard]] bool is_key_column(std::string_view name);

/// The columns that `names` mean, titled for people: attributes, `metrics.auc`, the bare key `auc`
/// where a run has it, computed ones. Throws Error::invalid for a name that is none, or a key that no
/// run has, with what may have been meant.
[[nodiscard]] std::vector<Column> chosen_columns(const std::vector<Run>& runs,
                                                 const std::vector<std::string>& names);

/// Takes away the columns that are the same in all of several runs; the first stays.
void drop_unchanged(std::vector<Column>& columns, const std::vector<Run>& runs,
                    const RunSurroundings& surroundings);

/// All columns of these runs, in the order of mlflow.search_runs. `fields` adds the ones that are
/// shown only if they are asked for.
[[nodiscard]] std::vector<Column> machine_columns(const std::vector<Run>& runs,
                                                  const std::vector<std::string>& fields);

struct PeopleColumns {
  std::vector<Column> columns;
  /// "epochs=20": metrics and params that are the same in all runs.
  std::vector<std::string> constants;
};
/// " · epochs=20 opt=adam the same in all", for the line below a table; empty if there are none.
[[nodiscard]] std::string same_in_all(const std::vector<std::string>& constants);

[[nodiscard]] PeopleColumns people_columns(const std::vector<Run>& runs,
                                           const RunSurroundings& surroundings);

}  // namespace mltrack::cli
