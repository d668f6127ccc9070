#pragma once
// A batch line that has been read as JSON.

#include "mltrack/wire/batch_line.hpp"

#include <cstdint>

namespace mltrack::wire {

/// The metric, param or tag that `line` describes; the contract is that of parse_batch_line.
[[nodiscard]] BatchItem batch_item(const yaml::Value& line, std::int64_t now_ms);

}  // namespace mltrack::wire
