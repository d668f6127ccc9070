#pragma once
// Tags that say where a supervised run runs: the process that looks after it, the job of a cluster.

#include "mltrack/cli/world.hpp"
#include "mltrack/entities/tag.hpp"

#include <vector>

namespace mltrack::cli {

/// mltrack.host, mltrack.pid and mltrack.pidStartTime of this process, and the numbers of the job as
/// Slurm, PBS (Torque) and LSF put them into the environment.
[[nodiscard]] std::vector<Tag> process_tags(const World& world);

}  // namespace mltrack::cli
