#include "comparison_json.hpp"

#include "mltrack/store/whole_id.hpp"

#include <nlohmann/json.hpp>

namespace mltrack::cli {
namespace {

wire::Json cell_json(const Cell& cell) {
  if (std::holds_alternative<std::monostate>(cell)) {
    return nullptr;
  }
  if (const double* number = std::get_if<double>(&cell)) {
    return wire::number_to_json(*number);
  }
  if (const auto* span = std::get_if<Duration>(&cell)) {
    return span->ms;
  }
  return wire::text_to_json(cell_text(cell, CellStyle::machine));
}

}  // namespace

void print_comparison_json(Output& out, const std::vector<Run>& runs,
                           const Comparison& comparison) {
  wire::Json names = wire::Json::array();
  for (const Run& run : runs) {
    wire::Json name = {{"run_id", run.info.run_id},
                       {"run_name", wire::text_to_json(run.info.run_name)}};
    if (!run.info.tree.empty()) {
      name["tree"] = wire::text_to_json(run.info.tree);
    }
    names.push_back(std::move(name));
  }
  wire::Json rows = wire::Json::array();
  for (const ComparisonRow& row : comparison.rows) {
    wire::Json values = wire::Json::array();
    wire::Json changes = wire::Json::array();
    wire::Json percents = wire::Json::array();
    const double* base = std::get_if<double>(&row.values[comparison.baseline]);
    for (std::size_t i = 0; i < row.values.size(); ++i) {
      values.push_back(cell_json(row.values[i]));
      changes.push_back(row.changes[i] ? wire::number_to_json(*row.changes[i]) : wire::Json());
      const auto percent = row.changes[i] ? change_percent(*row.changes[i], *base) : std::nullopt;
      percents.push_back(percent ? wire::number_to_json(*percent) : wire::Json());
    }
    rows.push_back({{"key", wire::text_to_json(row.key)},
                    {"equal", row.equal},
                    {"values", std::move(values)},
                    {"changes", std::move(changes)},
                    {"percents", std::move(percents)}});
  }
  print_json(out, wire::Json{{"baseline", whole_id(runs[comparison.baseline].info)},
                             {"runs", std::move(names)},
                             {"rows", std::move(rows)}});
}

}  // namespace mltrack::cli
