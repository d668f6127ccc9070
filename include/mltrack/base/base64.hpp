#pragma once
// Base64 as Python's `base64` module reads and writes it.

#include <optional>
#include <string>
#include <string_view>

namespace mltrack {

[[nodiscard]] std::string encode_base64(std::string_view bytes);

/// Characters outside the alphabet are skipped, and what follows the padding is ignored. Nothing
/// for wrong padding or a text beyond ASCII.
[[nodiscard]] std::optional<std::string> decode_base64(std::string_view text);

}  // namespace mltrack
