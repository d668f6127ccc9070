#pragma once
// Which columns a list of runs has, and what stands in them.

#include "render/rows.hpp"

#include "mltrack/entities/run.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace mltrack::cli {

/// What the cells of a run need to know beside the run.
struct RunSurroundings {
  std::int64_t now_ms = 0;
  std::map<std::string, std::string> experiment_names;  // by id; may lack some
};

/// The value of a column by its machine name: `run_id`, `status`, `duration`, `metrics.auc`,
/// `params.lr`, `tags.team`. Empty for a name that is no column or a key that the run lacks.
[[nodiscard]] Cell run_cell(const Run& run, std::string_view column,
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
[[nodiscard]] PeopleColumns people_columns(const std::vector<Run>& runs,
                                           const RunSurroundings& surroundings);

}  // namespace mltrack::cli
