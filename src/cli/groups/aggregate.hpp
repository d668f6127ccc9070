#pragma once
// What --agg makes of the values of a group: one number.

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace mltrack::cli {

enum class Aggregate { n, mean, std, ci95, min, max, median, sum };

/// `mean`; nothing for a word that is none.
[[nodiscard]] std::optional<Aggregate> find_aggregate(std::string_view word);
[[nodiscard]] std::string_view aggregate_name(Aggregate aggregate);
/// All names, for messages.
[[nodiscard]] std::vector<std::string_view> aggregate_names();

/// `values` are sorted and have no NaN. Nothing where there are too few: all but n need one
/// value, std and ci95 two. std is the sample's (n - 1), as pandas has it; ci95 is half the width of
/// the 95% confidence interval of the mean by Student's t. The same values give the same digits,
/// whatever the order in which they were found.
[[nodiscard]] std::optional<double> compute_aggregate(Aggregate aggregate,
                                                      const std::vector<double>& values);

}  // namespace mltrack::cli
