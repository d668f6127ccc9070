#pragma once
// -o json of a group of runs.

#include "groups/run_groups.hpp"
#include "rows.hpp"

namespace mltrack::cli {

/// {"by": {"params.model": "svm"}, "runs": 3, "aggregates": {"metrics.auc": {"mean": 0.8}}}; null for
/// a key that the runs lack and for an aggregate of too few values. All three must outlive the answer.
[[nodiscard]] JsonOf json_of(const RunGroups& groups, const RunGroup& group,
                             const GroupQuestion& question);

}  // namespace mltrack::cli
