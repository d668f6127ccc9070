#include "mltrack/entities/run.hpp"

namespace mltrack {

std::string_view run_status_name(RunStatus status) {
  switch (status) {
    case RunStatus::running:
      return "RUNNING";
    case RunStatus::scheduled:
      return "SCHEDULED";
    case RunStatus::finished:
      return "FINISHED";
    case RunStatus::failed:
      return "FAILED";
    case RunStatus::killed:
      return "KILLED";
  }
  return "RUNNING";
}

std::optional<RunStatus> parse_run_status(std::string_view name) {
  std::string upper(name);
  for (char& c : upper) {
    c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  }
  for (const RunStatus status : all_run_statuses) {
    if (run_status_name(status) == upper) {
      return status;
    }
  }
  return std::nullopt;
}

}  // namespace mltrack
