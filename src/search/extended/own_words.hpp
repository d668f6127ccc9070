#pragma once
// Whether a text was written in our own language: then its mistakes are told in our own words.

#include "cursor.hpp"

#include "mltrack/search/schema.hpp"

namespace mltrack::search::extended {

/// True for OR, NOT before a comparison, parentheses that are no list of IN, functions, =~, -2d,
/// attributes that MLflow does not have or slips of them, and the like.
[[nodiscard]] bool has_own_words(const Cursor& cursor, const Schema& schema);

}  // namespace mltrack::search::extended
