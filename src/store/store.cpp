#include "mltrack/store/store.hpp"

#include "mltrack/base/error.hpp"

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

RunInfo Store::get_run_info(const std::string& id) {
  auto info = find_run_info(id);
  if (!info) {
    throw Error::not_found("Run '{}' not found", id);
  }
  return std::move(*info);
}

}  // namespace mltrack
