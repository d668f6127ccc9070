#pragma once
// Time, as a seam.

#include <cstdint>
#include <memory>

namespace mltrack {

class Clock {
 public:
  virtual ~Clock() = default;
  /// Milliseconds since the epoch, UTC.
  virtual std::int64_t now_ms() = 0;
  virtual void sleep_ms(std::int64_t ms) = 0;
};

[[nodiscard]] std::unique_ptr<Clock> system_clock();
/// Starts at `now_ms`; each question and each sleep moves it on (by 1 ms, by the length of the sleep).
[[nodiscard]] std::unique_ptr<Clock> stepping_clock(std::int64_t now_ms);

}  // namespace mltrack
