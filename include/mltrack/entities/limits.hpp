#pragma once
// The limits that MLflow's file store really applies (3.17). Lengths are in code points.

#include <cstddef>

namespace mltrack::limits {

inline constexpr std::size_t key = 250;               // of metrics, params, batch tags
inline constexpr std::size_t param_value = 6000;      // longer values are cut, with a warning
inline constexpr std::size_t batch_tag_value = 8000;  // longer values are cut, with a warning
inline constexpr std::size_t experiment_tag_value = 20000;
inline constexpr std::size_t experiment_name = 500;
inline constexpr std::size_t artifact_location = 2048;
inline constexpr std::size_t batch_metrics = 1000;
inline constexpr std::size_t batch_params = 100;
inline constexpr std::size_t batch_tags = 100;
inline constexpr std::size_t search_results = 50000;  // most rows of one page
inline constexpr std::size_t default_search_results = 1000;
inline constexpr std::size_t file_name_bytes = 255;  // of one part of a key, by the file system

}  // namespace mltrack::limits
