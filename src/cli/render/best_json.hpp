#pragma once
// -o json of the best run.

#include "best_run.hpp"

#include "mltrack/cli/world.hpp"
#include "mltrack/entities/run.hpp"

#include <optional>
#include <string>

namespace mltrack::cli {

/// {"field", "better", "value", "runs", "lead", "second": {"run_id", "run_name", "value"}, "run"}.
/// Without a second run there is no lead.
void print_best_json(Output& out, const Measure& measure, Better better, const Contest& contest,
                     const Run& best, const std::optional<Run>& second);

}  // namespace mltrack::cli
