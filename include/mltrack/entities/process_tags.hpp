#pragma once
// The tags with which `mltrack run` says which process looks after a run: what is needed to find out
// whether it is still there.

namespace mltrack::tag_keys {

/// The host's name and, on it, the process that started the run and will end it.
inline constexpr const char* host = "mltrack.host";
inline constexpr const char* pid = "mltrack.pid";
/// When that process began, as process_start_time() tells it: numbers of processes come again.
inline constexpr const char* pid_start_time = "mltrack.pidStartTime";

/// The job in which it runs; a job of an array has its number in the array as well.
inline constexpr const char* slurm_job_id = "mltrack.slurmJobId";
inline constexpr const char* slurm_array_job_id = "mltrack.slurmArrayJobId";
inline constexpr const char* slurm_array_task_id = "mltrack.slurmArrayTaskId";
inline constexpr const char* pbs_job_id = "mltrack.pbsJobId";
inline constexpr const char* pbs_array_index = "mltrack.pbsArrayIndex";
inline constexpr const char* lsf_job_id = "mltrack.lsfJobId";
inline constexpr const char* lsf_job_index = "mltrack.lsfJobIndex";

/// The key under which a requeued job finds its run again, and how often it was started.
inline constexpr const char* resume_key = "mltrack.resumeKey";
inline constexpr const char* attempt = "mltrack.attempt";

}  // namespace mltrack::tag_keys
