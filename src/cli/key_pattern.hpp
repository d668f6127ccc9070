#pragma once
// Several keys at once: `val/*`. MLflow allows neither `*` nor `?` in a key, so nothing is lost.

#include <string_view>

namespace mltrack::cli {

/// `text` has a `*` or `?`, and so is no key but a pattern of keys.
[[nodiscard]] bool is_key_pattern(std::string_view text);

/// `*` stands for any text, slashes included, `?` for one byte.
[[nodiscard]] bool matches_key(std::string_view pattern, std::string_view key);

}  // namespace mltrack::cli
