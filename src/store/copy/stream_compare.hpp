#pragma once
// How two files differ, without holding them.

#include "mltrack/host/file_system.hpp"

#include <cstdint>

namespace mltrack {

struct Agreement {
  std::uint64_t common = 0;        // bytes that are equal from the beginning
  std::uint64_t common_lines = 0;  // the same, up to the last line feed
  bool a_ended = false;            // nothing of the file is left behind what is common
  bool b_ended = false;
};

[[nodiscard]] Agreement compare(FileReader& a, FileReader& b);

/// Whether one is left to be read.
[[nodiscard]] bool has_line_feed(FileReader& reader);

}  // namespace mltrack
