#pragma once
// The exit codes, stable since the first release (docs/exit-codes-and-environment.md).

#include "mltrack/base/error.hpp"

namespace mltrack::cli {

enum ExitCode : int {
  exit_done = 0,          // an empty search is done, too
  exit_failed = 1,        // I/O error, corrupt file; "none" and "differs" where they were asked for
  exit_usage = 2,         // bad option, bad value, bad filter
  exit_not_found = 3,     // no such experiment, run, key, artifact
  exit_ambiguous = 4,     // a short name that could mean several things
  exit_conflict = 5,      // exists already, a param changed, the run is deleted
  exit_busy = 6,          // a lock was not to be had in time
  exit_denied = 7,        // no permission
  exit_closed_pipe = 141  // what a shell reports for SIGPIPE
};

[[nodiscard]] constexpr ExitCode exit_code_of(Failure failure) {
  switch (failure) {
    case Failure::usage:
      return exit_usage;
    case Failure::not_found:
      return exit_not_found;
    case Failure::ambiguous:
      return exit_ambiguous;
    case Failure::conflict:
      return exit_conflict;
    case Failure::busy:
      return exit_busy;
    case Failure::denied:
      return exit_denied;
    case Failure::failed:
      break;
  }
  return exit_failed;
}

}  // namespace mltrack::cli
