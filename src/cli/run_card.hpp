#pragma once
// One run on one screen.

#include "context.hpp"

#include "mltrack/entities/run.hpp"

namespace mltrack::cli {

/// Name, status and times; metrics with their curves; params, tags, note, inputs, outputs, artifacts.
void print_run_card(Context& context, const Run& run);

}  // namespace mltrack::cli
