#pragma once
// A comparison as an answer in any format but json.

#include "comparison.hpp"
#include "context.hpp"

#include "mltrack/entities/run.hpp"

#include <vector>

namespace mltrack::cli {

enum class EqualRows { hide, show };

/// Programs get a line for each key, with a column for each run, then the changes, then the changes
/// in percent. People get the same with each change beside its value; where the runs are too many
/// for that, a line for each run and a column for each key.
void print_comparison(Context& context, const std::vector<Run>& runs, const Comparison& comparison,
                      EqualRows equal_rows);

}  // namespace mltrack::cli
