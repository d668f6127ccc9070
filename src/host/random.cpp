#include "mltrack/host/random.hpp"

#include "mltrack/base/error.hpp"

#include <cerrno>
#include <sys/random.h>

namespace mltrack {
namespace {

class SystemRandom final : public Random {
 public:
  std::uint64_t next() override {
    std::uint64_t value = 0;
    while (getrandom(&value, sizeof value, 0) != sizeof value) {
      if (errno != EINTR) {
        throw Error::internal("the operating system gives no random numbers");
      }
    }
    return value;
  }
};

/// SplitMix64.
class SeededRandom final : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() override {
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t z = state_;
    z = (z ^ z >> 30U) * 0xBF58476D1CE4E5B9U;
    z = (z ^ z >> 27U) * 0x94D049BB133111EBU;
    return z ^ z >> 31U;
  }

 private:
  std::uint64_t state_;
};

}  // namespace

std::string uuid4_hex(Random& random) {
  std::uint64_t high = random.next();
  std::uint64_t low = random.next();
  high = (high & ~std::uint64_t{0xF000}) | 0x4000U;                    // version 4
  low = (low & ~(std::uint64_t{3} << 62U)) | std::uint64_t{2} << 62U;  // RFC 4122 variant
  return fmt::format("{:016x}{:016x}", high, low);
}

std::unique_ptr<Random> system_random() {
  return std::make_unique<SystemRandom>();
}

std::unique_ptr<Random> seeded_random(std::uint64_t seed) {
  return std::make_unique<SeededRandom>(seed);
}

}  // namespace mltrack
