#include "mltrack/host/host.hpp"

namespace mltrack {

Host real_host() {
  return {posix_file_system(), system_clock(), system_random()};
}

Host memory_host() {
  constexpr std::int64_t some_day_in_2026 = 1'795'463'296'687;
  return {memory_file_system(), stepping_clock(some_day_in_2026), seeded_random(1)};
}

}  // namespace mltrack
