#pragma once
// One line of `log-batch -`: NDJSON such as {"metric":"auc","value":0.9,"step":3,"timestamp":1}.

#include "mltrack/entities/metric.hpp"
#include "mltrack/entities/param.hpp"
#include "mltrack/entities/tag.hpp"
#include "mltrack/yaml/value.hpp"

#include <cstdint>
#include <string_view>
#include <variant>

namespace mltrack::wire {

using BatchItem = std::variant<Metric, Param, Tag>;

/// Reads one line. A metric has "metric" and "value" (a number, or a number as text such as "NaN",
/// "Infinity", "-inf", as MLflow's REST API takes it), optionally "step" (default 0) and
/// "timestamp" (ms, default `now_ms`), "dataset_name" with "dataset_digest", "model_id"; a param
/// has "param" and "value", a tag "tag" and "value"; values of params and tags may be any JSON and
/// are stored as Python's str() would write them. A field that is null is absent, except such a
/// value. Throws Error::invalid that says what is wrong and what was expected: not JSON (with the
/// column), not an object, none or two of the three kinds, an unknown field, a wrong type. Fast:
/// some million metric lines a second.
[[nodiscard]] BatchItem parse_batch_line(std::string_view line, std::int64_t now_ms);

/// A JSON text as Python's json.load reads it: NaN and Infinity are numbers, the last of equal
/// names counts. An integer beyond 64 bits becomes the text of its digits, which is also Python's
/// str() of it. Throws Error::invalid with line (if there are several) and column.
[[nodiscard]] yaml::Value parse_json(std::string_view text);

}  // namespace mltrack::wire
