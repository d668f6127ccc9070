#pragma once
// One line of `log-batch -`: NDJSON such as {"metric":"auc","value":0.9,"step":3,"timestamp":1}.

#include <optional>
#include <string_view>
#include <variant>

#include "mltrack/entities/metric.hpp"
#include "mltrack/entities/param.hpp"
#include "mltrack/entities/tag.hpp"
#include "mltrack/yaml/value.hpp"

namespace mltrack::wire {

using BatchItem = std::variant<Metric, Param, Tag>;

/// Reads one line. A metric has "metric" and "value" (a number or "NaN", "Infinity", "-Infinity",
/// "inf", "-inf", "nan" as text), optionally "step" (default 0) and "timestamp" (ms, default
/// `now_ms`), "dataset_name", "dataset_digest", "model_id"; a param has "param" and "value", a tag
/// "tag" and "value"; values of params and tags may be any JSON and are stored as Python's str()
/// would write them. Throws Error::invalid that says what is wrong and what was expected: not JSON
/// (with the column), not an object, none or two of the three kinds, an unknown field, a wrong type.
/// Fast: about a million metric lines a second.
[[nodiscard]] BatchItem parse_batch_line(std::string_view line, std::int64_t now_ms);

/// A JSON text as Python's json.load reads it. Throws Error::invalid with line and column.
[[nodiscard]] yaml::Value parse_json(std::string_view text);

}  // namespace mltrack::wire
