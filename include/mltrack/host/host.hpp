#pragma once
// What a store may touch of the machine. One object, made in main and in tests; there is no other
// global state.

#include "mltrack/host/clock.hpp"
#include "mltrack/host/file_system.hpp"
#include "mltrack/host/random.hpp"

#include <memory>

namespace mltrack {

struct Host {
  std::unique_ptr<FileSystem> files;
  std::unique_ptr<Clock> clock;
  std::unique_ptr<Random> random;
};

[[nodiscard]] Host real_host();
/// Empty disk in memory, stepping clock, seeded chance.
[[nodiscard]] Host memory_host();

}  // namespace mltrack
