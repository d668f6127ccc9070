#pragma once
// Groups of runs as rows of an answer.

#include "context.hpp"
#include "group_question.hpp"
#include "run_groups.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mltrack::cli {

/// Sorts by clauses `COLUMN [ASC|DESC]`, of which the first counts most: a key, `runs`, or an
/// aggregate such as `mean(metrics.auc)` or `mean of metrics.auc`. Missing values and NaN come last.
/// Throws Error::invalid for a column that there is not.
void sort_groups(RunGroups& groups, const GroupQuestion& question,
                 const std::vector<std::string>& order_by);

/// Prints the first `limit` groups in the format that the user chose.
void print_groups(Context& context, const RunGroups& groups, const GroupQuestion& question,
                  std::optional<std::size_t> limit);

}  // namespace mltrack::cli
