#include "comparison.hpp"

#include "run_columns.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace mltrack::cli {
namespace {

std::vector<std::string> keys_to_compare(const std::vector<Run>& runs) {
  std::vector<std::string> keys;
  for (const Column& column : machine_columns(runs, {})) {
    const bool is_key = column.name.find('.') != std::string::npos;
    if (is_key && !column.name.starts_with("tags.mlflow.")) {
      keys.push_back(column.name);
    }
  }
  keys.emplace_back("status");
  if (std::any_of(runs.begin(), runs.end(),
                  [](const Run& run) { return !run.info.tree.empty(); })) {
    keys.emplace_back("tree");
  }
  keys.emplace_back("duration");
  return keys;
}

std::string text_of(const Cell& cell) {
  return cell_text(cell, CellStyle::machine);
}

}  // namespace

Comparison compare_runs(const std::vector<Run>& runs, std::size_t baseline, std::int64_t now_ms) {
  Comparison comparison{.rows = {}, .baseline = baseline};
  const RunSurroundings surroundings{.now_ms = now_ms, .experiment_names = {}};
  for (const std::string& key : keys_to_compare(runs)) {
    ComparisonRow row{.key = key};
    for (const Run& run : runs) {
      row.values.push_back(run_cell(run, key, surroundings));
    }
    row.equal = std::all_of(row.values.begin(), row.values.end(), [&](const Cell& cell) {
      return cell.index() == row.values[0].index() && text_of(cell) == text_of(row.values[0]);
    });
    const double* base = std::get_if<double>(&row.values[baseline]);
    for (std::size_t i = 0; i < runs.size(); ++i) {
      const double* value = std::get_if<double>(&row.values[i]);
      const bool has_change = i != baseline && base != nullptr && value != nullptr;
      row.changes.push_back(has_change ? std::optional(*value - *base) : std::nullopt);
    }
    comparison.rows.push_back(std::move(row));
  }
  return comparison;
}

std::optional<double> change_percent(double change, double baseline) {
  if (baseline == 0 || !std::isfinite(baseline) || !std::isfinite(change)) {
    return std::nullopt;
  }
  constexpr double percent = 100;
  const double result = change / std::fabs(baseline) * percent;
  return std::isfinite(result) ? std::optional(result) : std::nullopt;  // of a tiny baseline
}

std::string change_text(double change, double baseline) {
  if (std::isnan(change)) {
    return "nan";
  }
  std::string text = (change < 0 || std::isinf(change) ? "" : "+") + short_number(change);
  if (const auto percent = change_percent(change, baseline)) {
    constexpr double longest = 1e6;  // 1.2e+09% is no longer than 1234567890.1%
    text += std::fabs(*percent) < longest ? fmt::format("  ({:+.1f}%)", *percent)
                                          : fmt::format("  ({:+.2g}%)", *percent);
  }
  return text;
}

}  // namespace mltrack::cli
