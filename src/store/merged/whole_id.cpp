#include "mltrack/store/whole_id.hpp"

namespace mltrack {
namespace {

std::string in_tree(const std::string& tree, const std::string& id) {
  return tree.empty() ? id : tree + "/" + id;
}

}  // namespace

std::string whole_id(const RunInfo& run) {
  return in_tree(run.tree, run.run_id);
}

std::string whole_id(const Experiment& experiment) {
  return in_tree(experiment.tree, experiment.experiment_id);
}

std::string whole_experiment_id(const RunInfo& run) {
  return in_tree(run.tree, run.experiment_id);
}

}  // namespace mltrack
