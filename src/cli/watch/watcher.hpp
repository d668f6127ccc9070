#pragma once
// Runs under watch: looks at them when something changed, tells a view, until there is a reason to end.

#include "watch_view.hpp"
#include "watched_run.hpp"

#include "mltrack/host/file_watch.hpp"
#include "mltrack/store/run_follower.hpp"
#include "mltrack/store/store.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace mltrack::cli {

enum class WatchUntil { interrupted, all_ended };

struct WatchOptions {
  std::vector<std::string> run_ids;  // empty: every run that is running, and those that start
  std::optional<std::string> experiment_id;  // only that one's
  std::optional<std::int64_t> interval_ms;   // look so often, whatever the system tells
  WatchUntil until = WatchUntil::interrupted;
  std::optional<std::int64_t> timeout_ms;
};

class Watcher {
 public:
  /// Throws Error::invalid if the runs of the store cannot be followed.
  Watcher(Context& context, FileWatch& watch, WatchOptions options, WatchView& view);

  /// The exit code: that of the signal that ended it; with WatchUntil::all_ended 0 if all runs are
  /// FINISHED, else exit_failed. When the time is over 0, but Error::busy if it was to end with the
  /// runs. Throws ClosedPipe when nobody reads any more.
  int run();
  /// The newest running ones were taken, there are more.
  [[nodiscard]] bool left_out_some() const { return left_out_some_; }

 private:
  struct Followed {
    explicit Followed(RunInfo info) : run(std::move(info)) {}
    WatchedRun run;
    std::unique_ptr<RunFollower> follower;
    std::set<std::string> watched;  // directories
    bool blind = false;             // the system does not tell of changes
    bool gone = false;              // deleted meanwhile
  };

  /// Whether the points that a run has already are told, too.
  enum class Old { skip, tell };

  void begin();
  void follow(RunInfo info, Old old);
  void look_for_new_runs();
  /// Those whose runs are watched; others may appear.
  [[nodiscard]] std::vector<std::string> experiment_ids() const;
  void watch_experiments();
  void look_at(std::size_t index);
  /// Nothing if it is gone; what it was if it cannot be read just now.
  [[nodiscard]] std::optional<RunInfo> info_of(const RunInfo& before);
  /// False if there is nothing new to watch.
  bool watch_directories(std::size_t index);
  void look_at_changed(const Wakeup& wakeup);
  /// How often everything is looked at, ms.
  [[nodiscard]] std::int64_t poll_interval() const;
  [[nodiscard]] std::int64_t wait_ms() const;
  [[nodiscard]] std::vector<const WatchedRun*> runs() const;
  [[nodiscard]] std::optional<int> reason_to_end() const;

  Context& context_;
  WatchOptions options_;
  WatchView& view_;
  FileWatch& watch_;
  RunFollowing& following_;
  std::vector<std::unique_ptr<Followed>> followed_;
  std::set<std::string> seen_;                    // runs that were looked at once: others are new
  std::map<std::string, std::int64_t> nameless_;  // directories that are no runs yet, since when
  bool blind_ = false;                            // no word of new runs
  bool left_out_some_ = false;
  std::int64_t last_poll_ = 0;  // when everything was looked at, ms
  std::optional<std::int64_t> deadline_;
};

}  // namespace mltrack::cli
