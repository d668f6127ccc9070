#pragma once
// A value as JSON text.

#include "mltrack/yaml/value.hpp"

#include <string>

namespace mltrack::cli {

/// As Python's json.dump(value, indent=2): MLflow's log_dict writes that.
[[nodiscard]] std::string json_text(const yaml::Value& value);

}  // namespace mltrack::cli
