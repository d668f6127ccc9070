#pragma once
// What a copy did, as JSON.

#include "rows.hpp"

#include "mltrack/store/tree_copy.hpp"

namespace mltrack::cli {

/// {"action", "kind", "id", "detail"}
[[nodiscard]] JsonOf json_of(const CopyEvent& event);

}  // namespace mltrack::cli
