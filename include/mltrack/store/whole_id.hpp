#pragma once
// Ids where several trees are read as one (MergedStore): `TREE/ID` is the run or experiment of that id
// in that tree. No id has a slash in it.

#include "mltrack/entities/experiment.hpp"
#include "mltrack/entities/run.hpp"

#include <string>

namespace mltrack {

/// What the store that handed out the run takes for it: its id, with the tree before it where there are
/// several.
[[nodiscard]] std::string whole_id(const RunInfo& run);
[[nodiscard]] std::string whole_id(const Experiment& experiment);
/// The same for the run's experiment.
[[nodiscard]] std::string whole_experiment_id(const RunInfo& run);

}  // namespace mltrack
