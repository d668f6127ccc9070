#pragma once
// Where `mltrack run --capture` keeps what a command writes, and `mltrack logs` finds it.

#include "mltrack/host/processes.hpp"

#include <string_view>

namespace mltrack::cli {

inline constexpr std::string_view log_folder = "logs";

/// The path of the artifact.
[[nodiscard]] constexpr std::string_view log_name(Stream stream) {
  return stream == Stream::out ? "logs/stdout.log" : "logs/stderr.log";
}

}  // namespace mltrack::cli
