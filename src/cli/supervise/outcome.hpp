#pragma once
// From how a command ended to how its run ended.

#include "mltrack/entities/run.hpp"
#include "mltrack/host/processes.hpp"

#include <string>
#include <vector>

namespace mltrack::cli {

struct Outcome {
  RunStatus status = RunStatus::finished;
  int exit_code = 0;  // the command's own; 128 + N if it died of the signal N, as shells have it
  std::string why;    // "it ended with code 3", "it was killed by SIGTERM"; "" for FINISHED
};

/// `received` are the signals that reached the command by us or together with us. KILLED is what
/// somebody wanted to end: it died of a signal that does not stand for a mistake of its own, or it
/// took note of such a wish and ended with a code above 0. What else is not 0 is FAILED.
[[nodiscard]] Outcome outcome_of(const ProgramEnd& end, const std::vector<int>& received);

/// For a command that could not be started: FAILED, with the shell's codes 127 (there is none) and 126
/// (it cannot be run). `error` is an errno.
[[nodiscard]] Outcome outcome_of_refusal(int error);

/// `SIGTERM`; `signal 77` for one without a name.
[[nodiscard]] std::string signal_name(int signal);

}  // namespace mltrack::cli
