#pragma once
// A word to who asked for a key that no run has.

#include "context.hpp"

#include "mltrack/entities/queries.hpp"

#include <string>
#include <vector>

namespace mltrack::cli {

/// `metrics.auc`, `params.lr`, `tags.team`: what the newest runs of these experiments have; some
/// stand there more than once.
[[nodiscard]] std::vector<std::string> known_fields(Context& context, const RunQuery& query);

/// Warns that no run has `name`, with what of `known` may have been meant.
void warn_of_unknown_field(Context& context, const std::string& name,
                           const std::vector<std::string>& known);

/// Called when a search found nothing: warns of every metric, param and tag in its filter that none
/// of the newest runs of these experiments has, with what may have been meant.
void hint_at_unknown_keys(Context& context, const RunQuery& query);

}  // namespace mltrack::cli
