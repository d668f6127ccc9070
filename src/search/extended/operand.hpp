#pragma once
// The fields of our own language: `metrics.auc`, `max(metrics.auc)`, `num(params.lr)`, `duration`.

#include "cursor.hpp"
#include "names.hpp"

#include "mltrack/search/field.hpp"

#include <string_view>

namespace mltrack::search::extended {

struct Operand {
  Field field;
  ValueType type = ValueType::text;
  Token place;  // as it is written, for messages
};

/// Takes a field. Throws Error::invalid; in MLflow's words where a name is unknown to both.
[[nodiscard]] Operand read_operand(Cursor& cursor, const Schema& schema, Language language);

/// Whether a field stands here, where a literal could stand as well.
[[nodiscard]] bool at_operand(const Cursor& cursor, const Schema& schema);

}  // namespace mltrack::search::extended
