#pragma once
// Filter text to the AST, with MLflow's refusals.

#include "ast.hpp"

#include "mltrack/search/schema.hpp"

#include <string_view>

namespace mltrack::search {

/// Throws Error::invalid in MLflow's words, with a hint. Comparators are not checked here (MLflow
/// does that at the first candidate): `comparator_error` tells.
[[nodiscard]] Conjunction parse_filter(std::string_view text, const Schema& schema);

/// `[entity.]key`, quotes taken off, aliases resolved.
/// `part` is the identifier; `whole` is the text it belongs to, for the hint.
enum class IdentifierUse { filter, ordering };
[[nodiscard]] Field parse_identifier(std::string_view part, std::string_view whole,
                                     const Schema& schema, IdentifierUse use);

}  // namespace mltrack::search
