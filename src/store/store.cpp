#include "mltrack/store/store.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/entities/limits.hpp"

namespace mltrack {

Experiment Store::get_experiment(const std::string& id) {
  auto experiment = find_experiment(id);
  if (!experiment) {
    throw Error::not_found("Could not find experiment with ID {}", id);
  }
  return std::move(*experiment);
}

Run Store::get_run(const std::string& id) {
  auto run = find_run(id);
  if (!run) {
    throw Error::not_found("Run '{}' not found", id);
  }
  return std::move(*run);
}

Run Store::get_run(const std::string& id, const RunKeys& keys) {
  auto run = find_run(id, keys);
  if (!run) {
    throw Error::not_found("Run '{}' not found", id);
  }
  return std::move(*run);
}

RunInfo Store::get_run_info(const std::string& id) {
  auto info = find_run_info(id);
  if (!info) {
    throw Error::not_found("Run '{}' not found", id);
  }
  return std::move(*info);
}

Page<Run> Store::search_runs(const RunQuery& query) {
  if (query.max_results > limits::search_results) {
    throw Error::invalid(
        "Invalid value for request parameter max_results. It must be at most {}, but got value {}",
        limits::search_results, query.max_results);
  }
  Page<Run> page;
  page.next_page_token = search_runs(query, [&](Run&& run) {
    page.items.push_back(std::move(run));
    return true;
  });
  return page;
}

}  // namespace mltrack
