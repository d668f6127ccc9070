#pragma once
// MLflow's page token: base64 of the JSON `{"offset": N}`, an offset into the sorted result.

#include <cstddef>
#include <string>
#include <string_view>

namespace mltrack::search {

[[nodiscard]] std::string format_page_token(std::size_t offset);

/// "" is the first page (0). Throws Error::invalid in MLflow's wording for anything that MLflow
/// refuses.
[[nodiscard]] std::size_t parse_page_token(std::string_view token);

}  // namespace mltrack::search
