#pragma once
// Runs as rows of an answer. Machines get every column under the names of mlflow.search_runs; people
// get what tells the runs apart, and in one line what they have in common.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "context.hpp"
#include "mltrack/entities/run.hpp"

namespace mltrack::cli {

/// Prints the runs in the format that the user chose. `next_page_token` is "" if these are all.
void print_runs(Context& context, const std::vector<Run>& runs, std::string_view next_page_token);

}  // namespace mltrack::cli
