#pragma once
// Columns that are computed: `max(metrics.auc)`, `num(params.lr)`.

#include "render/rows.hpp"

#include "mltrack/entities/run.hpp"
#include "mltrack/search/field.hpp"
#include "mltrack/store/store.hpp"

#include <cstdint>
#include <string_view>

namespace mltrack::cli {

/// The field that `text` names, as in a filter. Throws Error::invalid for what is none, and for
/// artifact(), which only filters have.
[[nodiscard]] search::Field parse_column(std::string_view text, std::int64_t now_ms);

/// Its value for a run that was read; a function of a history reads that of the metric.
[[nodiscard]] Cell run_value(Store& store, const Run& run, const search::Field& field);

}  // namespace mltrack::cli
