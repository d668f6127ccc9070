#pragma once
// Digests. No secret depends on any of them.

#include <string>
#include <string_view>

namespace mltrack {

/// MD5, by which MLflow names datasets and inputs: 32 lower-case hex digits.
[[nodiscard]] std::string md5_hex(std::string_view bytes);

/// SHA-256, by which a page of ours names the script and the styles it allows: 32 bytes.
[[nodiscard]] std::string sha256(std::string_view bytes);

}  // namespace mltrack
