#pragma once
// How watched runs are told of: as a picture that moves, or as events for another program.

#include "watched_run.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace mltrack::cli {

class Context;

class WatchView {
 public:
  virtual ~WatchView() = default;

  virtual void run_appeared(const WatchedRun& run) = 0;
  virtual void point_logged(const WatchedRun& run, const Metric& point) = 0;
  virtual void status_changed(const WatchedRun& run) = 0;
  /// All runs, after every look at them.
  virtual void show(const std::vector<const WatchedRun*>& runs) = 0;
  /// The program stops for a while, and goes on: the terminal is somebody else's meanwhile.
  virtual void give_terminal_back() = 0;
  virtual void take_terminal_again() = 0;

  /// After how long show() is due again although nothing happened.
  [[nodiscard]] virtual std::int64_t patience_ms() const = 0;
  /// For how long changes are collected before they are told.
  [[nodiscard]] virtual std::int64_t collect_ms() const = 0;
};

/// A picture in the terminal, on a screen of its own; when this object goes, the terminal is as it was,
/// with the last picture below what stood there.
[[nodiscard]] std::unique_ptr<WatchView> live_view(Context& context,
                                                   std::vector<std::string> metrics, bool color);

/// A line of JSON for each event: a run that appears, a point that is logged, a status that changes.
[[nodiscard]] std::unique_ptr<WatchView> event_view(Context& context,
                                                    std::vector<std::string> metrics);

}  // namespace mltrack::cli
