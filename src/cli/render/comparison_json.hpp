#pragma once
// A comparison as JSON: {"baseline", "runs": [{"run_id", "run_name"}], "rows": [{"key", "equal",
// "values", "changes"}]}.

#include "comparison.hpp"

#include "mltrack/cli/world.hpp"

#include <vector>

namespace mltrack::cli {

void print_comparison_json(Output& out, const std::vector<Run>& runs, const Comparison& comparison);

}  // namespace mltrack::cli
