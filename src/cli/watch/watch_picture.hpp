#pragma once
// What a terminal shows of watched runs, line by line.

#include "watched_run.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace mltrack::cli {

struct PictureOptions {
  std::size_t columns = 80;
  std::size_t rows = 24;  // at most so many lines
  std::int64_t now_ms = 0;
  std::vector<std::string> metrics;  // those that are wanted, first; empty: as many as have room
  bool color = false;
};

/// One run: its metrics below each other, each with its course. Several: a line each, running ones
/// first, with the metrics that have room. No line is wider than the terminal; what has no room is
/// counted in the last line.
[[nodiscard]] std::vector<std::string> watch_picture(const std::vector<const WatchedRun*>& runs,
                                                     const PictureOptions& options);

}  // namespace mltrack::cli
