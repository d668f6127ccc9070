#pragma once
// Listing a directory by its descriptor. Not by readdir: its stream costs three more system calls and
// 32 KiB a directory, and reading a run lists five.

#include "mltrack/host/file_system.hpp"

#include <functional>
#include <string>
#include <sys/stat.h>

namespace mltrack {

[[nodiscard]] FileKind kind_of(mode_t mode);

/// Directory::list of an open directory whose descriptor nobody has read from. `path` is for
/// messages.
void list_entries(int fd, const std::string& path,
                  const std::function<void(const DirectoryEntry&)>& visit);

}  // namespace mltrack
