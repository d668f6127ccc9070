#pragma once
// Chance, as a seam: tests replace it to get the same ids each time.

#include <cstdint>
#include <memory>
#include <string>

namespace mltrack {

class Random {
 public:
  virtual ~Random() = default;
  virtual std::uint64_t next() = 0;
};

/// 32 lower-case hex digits of a version 4 UUID, MLflow's run id.
[[nodiscard]] std::string uuid4_hex(Random& random);

/// From the operating system.
[[nodiscard]] std::unique_ptr<Random> system_random();
/// The same sequence for the same seed.
[[nodiscard]] std::unique_ptr<Random> seeded_random(std::uint64_t seed);

}  // namespace mltrack
