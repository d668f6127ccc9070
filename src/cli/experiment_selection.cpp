#include "experiment_selection.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/entities/limits.hpp"

#include <algorithm>

namespace mltrack::cli {

void ExperimentSelection::declare(Flags& flags) {
  flags.add({.long_name = "--experiment",
             .short_name = 'e',
             .value_name = "EXPERIMENT",
             .help = "Only this experiment, a name or an id; may be repeated",
             .target = &handles_,
             .completes = Completes::experiment,
             .environment = "MLFLOW_EXPERIMENT_NAME, MLFLOW_EXPERIMENT_ID"});
  flags.add({.long_name = "--all-experiments",
             .help = "All experiments, whatever the environment says",
             .target = &all_});
}

std::vector<std::string> ExperimentSelection::ids(Context& context, ViewType view) const {
  if (all_ && !handles_.empty()) {
    throw Error::invalid("--experiment and --all-experiments exclude each other");
  }
  std::vector<std::string> ids;
  for (const std::string& handle : handles_) {
    for (std::string& id : context.resolve_experiment_ids(handle)) {
      if (std::find(ids.begin(), ids.end(), id) == ids.end()) {  // by name and by id, say
        ids.push_back(std::move(id));
      }
    }
  }
  if (!handles_.empty()) {
    return ids;
  }
  if (!all_) {
    if (auto chosen = context.chosen_experiment_ids()) {
      return std::move(*chosen);
    }
  }
  return context.all_experiment_ids(view == ViewType::active_only ? ViewType::active_only
                                                                  : ViewType::all);
}

}  // namespace mltrack::cli
