#pragma once
// What can be asked of a run or an experiment: a field as it is stored, or a function of one.

#include "mltrack/search/language.hpp"
#include "mltrack/search/schema.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace mltrack::search {

enum class FieldKind {
  attribute,
  metric,
  param,
  tag,
  dataset,
  artifact,  // key: a pattern such as `model/*`; 1 if an artifact of the run fits it, else 0
};

/// Our own language has functions of fields, MLflow's has none.
enum class Function : std::uint8_t {
  none,
  number,    // num(): a text as a number
  age,       // of an attribute that is a time; argument: now
  duration,  // from start_time to this attribute; argument: now, for what is going on still
  // Of the history of a metric. NaN is left out where there are other values.
  min,
  max,
  mean,
  first,   // the least point by step, time, value; `last` is the value of the metric itself
  count,   // 0 for a metric that the run lacks
  at,      // argument: the step
  argmin,  // the step of the least value, the first of several
  argmax,
};

/// One thing to ask for, with MLflow's aliases already resolved: `attributes.created` is
/// {attribute, "start_time"}, `parameters.lr` is {param, "lr"}, `datasets.name` is {dataset,
/// "name"}, `max(metrics.auc)` is {metric, "auc", Function::max}.
struct Field {
  FieldKind kind = FieldKind::attribute;
  std::string key;
  Function function = Function::none;
  std::int64_t argument = 0;
  bool operator==(const Field&) const = default;
};

/// A function over all points of a metric, for which the store reads its whole file.
[[nodiscard]] constexpr bool is_of_history(Function function) {
  return function >= Function::min;
}

/// The field that `text` names: `metrics.auc`, `max(metrics.auc)`, `num(params.lr)`, `duration`.
/// Throws Error::invalid, with a hint that shows the place.
[[nodiscard]] Field parse_field(std::string_view text, const Schema& schema, Language language);

}  // namespace mltrack::search
