#pragma once
// The beginning of a run's id, where people need no more of it.

#include <cstddef>

namespace mltrack::cli {

inline constexpr std::size_t short_id = 8;  // characters

}  // namespace mltrack::cli
