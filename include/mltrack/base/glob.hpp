#pragma once
// Patterns as a shell has them, for one name or key.

#include <string_view>

namespace mltrack {

/// `pattern` has a `*` or a `?`, which stand for more than themselves.
[[nodiscard]] bool has_wildcard(std::string_view pattern);

/// `*` stands for any text, slashes included, `?` for one byte; there is no escape. At worst in time
/// proportional to the product of both lengths.
[[nodiscard]] bool matches_glob(std::string_view pattern, std::string_view text);

}  // namespace mltrack
