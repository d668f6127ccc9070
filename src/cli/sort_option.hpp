#pragma once
// --sort KEY: an order in one word.

#include "context.hpp"

#include "mltrack/entities/queries.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mltrack::cli {

/// The clauses of --order-by that `sort` stands for: `auc`, `auc:desc`, `duration:asc`,
/// `max(metrics.auc):desc`. A bare key is looked up in the newest runs that `query` finds; params that
/// are numbers are ordered as numbers, unless only MLflow's language is spoken. Throws Error::invalid
/// for a key that no run has.
[[nodiscard]] std::vector<std::string> order_of(Context& context, std::string_view sort,
                                                const RunQuery& query);

}  // namespace mltrack::cli
