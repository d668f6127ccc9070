#include "mltrack/host/clock.hpp"

#include <atomic>
#include <ctime>

namespace mltrack {
namespace {

constexpr std::int64_t ms_per_second = 1000;
constexpr std::int64_t ns_per_ms = 1'000'000;

class SystemClock final : public Clock {
 public:
  std::int64_t now_ms() override {
    timespec now{};
    clock_gettime(CLOCK_REALTIME, &now);
    return now.tv_sec * ms_per_second + now.tv_nsec / ns_per_ms;
  }
  void sleep_ms(std::int64_t ms) override {
    timespec span{ms / ms_per_second, ms % ms_per_second * ns_per_ms};
    nanosleep(&span, nullptr);
  }
};

class SteppingClock final : public Clock {
 public:
  explicit SteppingClock(std::int64_t now) : now_(now) {}
  std::int64_t now_ms() override { return now_++; }
  void sleep_ms(std::int64_t ms) override { now_ += ms; }

 private:
  std::atomic<std::int64_t> now_;  // the threads of a search may ask at the same time
};

}  // namespace

std::unique_ptr<Clock> system_clock() {
  return std::make_unique<SystemClock>();
}

std::unique_ptr<Clock> stepping_clock(std::int64_t now_ms) {
  return std::make_unique<SteppingClock>(now_ms);
}

}  // namespace mltrack
