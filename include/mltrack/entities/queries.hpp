#pragma once
// What is asked of a listing, for experiments and runs: MLflow's search arguments.

#include "mltrack/entities/dialect.hpp"
#include "mltrack/entities/lifecycle.hpp"
#include "mltrack/entities/limits.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mltrack {

struct ExperimentQuery {
  std::string filter;
  std::vector<std::string> order_by;  // default: creation_time DESC, experiment_id ASC
  ViewType view = ViewType::active_only;
  std::size_t max_results = limits::default_search_results;
  std::string page_token;
  Dialect dialect = Dialect::mlflow;  // of filter and order_by
};

struct RunQuery {
  std::vector<std::string> experiment_ids;  // those that do not exist give no runs and no error
  std::string filter;
  std::vector<std::string> order_by;  // always followed by start_time DESC, run_id ASC
  ViewType view = ViewType::active_only;
  std::size_t max_results = limits::default_search_results;
  std::string page_token;
  Dialect dialect = Dialect::mlflow;          // of filter and order_by
  std::optional<std::int64_t> started_since;  // ms; beside the filter, whose text it leaves alone
};

}  // namespace mltrack
