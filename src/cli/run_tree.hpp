#pragma once
// Runs that were started within others, beneath them.

#include "mltrack/entities/run.hpp"

#include <cstddef>
#include <vector>

namespace mltrack::cli {

struct TreeRun {
  std::size_t index = 0;  // in the list that was given
  std::size_t depth = 0;  // 0 at the top
  bool operator==(const TreeRun&) const = default;
};

/// Every run once, each beneath the one that its tag mlflow.parentRunId names; children and those at
/// the top keep the order of the list. A run whose parent is not in the list stands at the top, and so
/// does the first of a circle.
[[nodiscard]] std::vector<TreeRun> run_tree(const std::vector<Run>& runs);

}  // namespace mltrack::cli
