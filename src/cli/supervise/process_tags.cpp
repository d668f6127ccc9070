#include "process_tags.hpp"

#include "mltrack/entities/process_tags.hpp"
#include "mltrack/host/process_identity.hpp"

#include <array>
#include <utility>

namespace mltrack::cli {

std::vector<Tag> process_tags(const World& world) {
  std::vector<Tag> tags{{tag_keys::host, host_name()},
                        {tag_keys::pid, std::to_string(this_process())}};
  if (auto start = process_start_time(this_process())) {
    tags.push_back({tag_keys::pid_start_time, std::move(*start)});
  }
  constexpr std::array<std::pair<const char*, const char*>, 8> variables{{
      {"SLURM_JOB_ID", tag_keys::slurm_job_id},
      {"SLURM_ARRAY_JOB_ID", tag_keys::slurm_array_job_id},
      {"SLURM_ARRAY_TASK_ID", tag_keys::slurm_array_task_id},
      {"PBS_JOBID", tag_keys::pbs_job_id},
      {"PBS_ARRAY_INDEX", tag_keys::pbs_array_index},
      {"PBS_ARRAYID", tag_keys::pbs_array_index},  // Torque's name for it
      {"LSB_JOBID", tag_keys::lsf_job_id},
      {"LSB_JOBINDEX", tag_keys::lsf_job_index},
  }};
  for (const auto& [variable, key] : variables) {
    auto value = world.variable(variable);
    // LSF: 0 is the index of a job that is none of an array.
    if (value && !(key == tag_keys::lsf_job_index && *value == "0")) {
      tags.push_back({key, std::move(*value)});
    }
  }
  return tags;
}

}  // namespace mltrack::cli
