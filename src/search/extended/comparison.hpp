#pragma once
// Comparisons of our own language, and the two conditions that are none: nested, artifact().

#include "ast.hpp"
#include "cursor.hpp"

#include "mltrack/search/language.hpp"
#include "mltrack/search/schema.hpp"

namespace mltrack::search::extended {

/// Takes one. Throws Error::invalid.
[[nodiscard]] Expression read_comparison(Cursor& cursor, const Schema& schema, Language language);

}  // namespace mltrack::search::extended
