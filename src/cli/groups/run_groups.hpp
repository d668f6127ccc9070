#pragma once
// Runs in groups: which groups there are, and the values that each has of every measure.

#include "group_question.hpp"
#include "group_value.hpp"

#include "mltrack/entities/queries.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace mltrack::cli {

struct RunGroup {
  std::vector<GroupValue> key;  // one a key
  std::size_t runs = 0;
  /// One a measure; sorted; of runs that have a value other than NaN.
  std::vector<std::vector<double>> values;
};

struct RunGroups {
  std::vector<std::string> keys;  // "params.model"
  std::vector<RunGroup> groups;   // by their keys
  /// "epochs=20": params by which --ignore would group, if they were not the same in all runs.
  std::vector<std::string> constants;
  std::size_t runs = 0;
  /// Fields that were asked for and that no run has.
  std::vector<std::string> unknown;
};

/// Reads of the runs of `query` only what the question asks. Of a run nothing is kept but its value
/// of each measure.
[[nodiscard]] RunGroups gather_groups(Context& context, const GroupQuestion& question,
                                      const RunQuery& query);

}  // namespace mltrack::cli
