#pragma once
// Tables of runs in a page.

#include "comparison.hpp"
#include "run_columns.hpp"

#include "mltrack/entities/run.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace mltrack::cli {

/// What varies among the runs, a row each; a click on a title sorts (table_script). The first
/// `drawn` runs have a piece of their curve beside the name.
[[nodiscard]] std::string runs_table(const std::vector<Run>& runs, const PeopleColumns& columns,
                                     const RunSurroundings& surroundings, std::size_t drawn);

/// A row for each key that differs, a column a run, with the change of metrics against the first.
[[nodiscard]] std::string differences_table(const Comparison& comparison,
                                            const std::vector<std::string>& labels);

/// Sorts tables of the class "sortable": numbers by value, empty cells last, a second click turns
/// the order round.
[[nodiscard]] std::string_view table_script();
[[nodiscard]] std::string_view table_styles();

}  // namespace mltrack::cli
