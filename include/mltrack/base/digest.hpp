#pragma once
// MD5, because MLflow names datasets and inputs by it; no secret depends on it.

#include <string>
#include <string_view>

namespace mltrack {

/// 32 lower-case hex digits.
[[nodiscard]] std::string md5_hex(std::string_view bytes);

}  // namespace mltrack
