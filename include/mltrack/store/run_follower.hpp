#pragma once
// A run that is looked at again and again while it goes on.

#include "mltrack/entities/metric.hpp"
#include "mltrack/entities/run.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace mltrack {

class RunFollower {
 public:
  virtual ~RunFollower() = default;

  /// Hands every point that was logged since the last call to `visit`, those of one key in the order
  /// in which they were logged; the first call hands out what there is. Only what is new is read. A
  /// line that is not finished waits for its end. A history that became shorter begins anew.
  virtual void new_points(const std::function<void(const Metric&)>& visit) = 0;

  /// The directories in which something changes when a point is logged or the run ends, as far as
  /// the last new_points() saw them. May grow.
  [[nodiscard]] virtual const std::vector<std::string>& directories() const = 0;
};

/// A store whose runs can be followed; asked for with dynamic_cast<RunFollowing*>(&store).
class RunFollowing {
 public:
  virtual ~RunFollowing() = default;

  /// What reads the points of a run as they are logged. The store must outlive it.
  [[nodiscard]] virtual std::unique_ptr<RunFollower> follow_run(const RunInfo& run) = 0;
  /// Directories in which something changes when a run appears in one of these experiments, or an
  /// experiment (the last of them); none if the store has no such directories.
  [[nodiscard]] virtual std::vector<std::string> directories_of_runs(
      const std::vector<std::string>& experiment_ids) = 0;
};

}  // namespace mltrack
