#pragma once
// Which process this is, in words that still mean it when its number has been given to another.

#include <cstdint>
#include <optional>
#include <string>

namespace mltrack {

/// The name of this host.
[[nodiscard]] std::string host_name();

/// The number of this process.
[[nodiscard]] std::int64_t this_process();

/// When the process `pid` of this host began: "<boot id>:<clock ticks since that boot>". The same text
/// as long as that process lives, never again for another one. Nothing if there is no such process, or
/// it has ended and only waits for its parent to notice.
[[nodiscard]] std::optional<std::string> process_start_time(std::int64_t pid);

}  // namespace mltrack
