#pragma once
// What every registry says in MLflow's words when something is not there.

#include "mltrack/base/error.hpp"

#include <cstdint>
#include <string>

namespace mltrack {

[[nodiscard]] Error model_not_found(const std::string& name);
[[nodiscard]] Error version_not_found(const std::string& name, std::int64_t version);

}  // namespace mltrack
