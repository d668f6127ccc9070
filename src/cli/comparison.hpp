#pragma once
// Runs side by side: which keys they have and how each differs from a baseline.

#include "render/rows.hpp"

#include "mltrack/entities/run.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mltrack::cli {

struct ComparisonRow {
  std::string key;           // "metrics.auc", "params.lr", "tags.team", "status", "duration"
  std::vector<Cell> values;  // one a run; empty where the run lacks the key
  /// For metrics: value minus the baseline's, one a run; nothing for the baseline itself and where
  /// one of the two is missing.
  std::vector<std::optional<double>> changes;
  bool equal = false;  // the same in all runs
};

struct Comparison {
  std::vector<ComparisonRow> rows;  // metrics, params, tags, then attributes; sorted within
  std::size_t baseline = 0;
};

[[nodiscard]] Comparison compare_runs(const std::vector<Run>& runs, std::size_t baseline,
                                      std::int64_t now_ms);

/// The change in percent of the baseline; nothing where that means nothing: a baseline of 0, or
/// numbers that are not finite.
[[nodiscard]] std::optional<double> change_percent(double change, double baseline);

/// `+0.1437  (+17.5%)`
[[nodiscard]] std::string change_text(double change, double baseline);

}  // namespace mltrack::cli
