#pragma once
// `run_id,at(metrics.auc, 3)`: names and expressions between commas.

#include <string>
#include <string_view>
#include <vector>

namespace mltrack::cli {

/// The parts between commas, without blanks around them. Commas in parentheses and in quotes belong
/// to a part; empty parts are left out.
[[nodiscard]] std::vector<std::string> split_fields(std::string_view text);

/// `max(metrics.auc)`: something to be computed, not the name of a column.
[[nodiscard]] bool is_expression(std::string_view field);

}  // namespace mltrack::cli
