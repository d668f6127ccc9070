#pragma once
// What fields are compared with in our own language: numbers, texts, moments, spans.

#include "ast.hpp"
#include "operand.hpp"

namespace mltrack::search::extended {

/// Takes one literal for a field of this type: a text, or a number (of milliseconds for times and
/// spans). Throws Error::invalid.
[[nodiscard]] Literal read_literal(Cursor& cursor, const Operand& field, Language language);

/// Takes `( literal, ... )`: numbers or texts.
[[nodiscard]] Literal read_list(Cursor& cursor, const Operand& field, Language language);

/// Takes `literal AND literal`, the ends of BETWEEN.
[[nodiscard]] Literal read_ends(Cursor& cursor, const Operand& field, Language language);

/// What the type is called: `a number`.
[[nodiscard]] std::string_view type_name(ValueType type);

}  // namespace mltrack::search::extended
