#pragma once
// Runs as rows of an answer. Machines get every column under the names of mlflow.search_runs; people
// get what tells the runs apart, and in one line what they have in common.

#include "context.hpp"
#include "run_columns.hpp"

#include "mltrack/entities/run.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mltrack::cli {

/// What the cells of these runs need beside the runs: the time, the names of their experiments.
[[nodiscard]] RunSurroundings surroundings_of(Context& context, const std::vector<Run>& runs);

/// Whether a script is told on stderr that there are more runs.
enum class MoreNote { yes, no };

/// Prints the runs in the format that the user chose. `next_page_token` is "" if these are all.
void print_runs(Context& context, const std::vector<Run>& runs, std::string_view next_page_token,
                MoreNote more_note = MoreNote::yes);

}  // namespace mltrack::cli
