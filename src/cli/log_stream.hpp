#pragma once
// Logging from standard input: lines come in, batches go to the store, one process for all of them.

#include "context.hpp"
#include "flags.hpp"

#include <functional>
#include <string_view>

namespace mltrack::cli {

struct StreamOptions {
  bool skip_bad = false;
  bool all_or_nothing = false;

  void declare(Flags& flags);
};

/// Reads a line into `batch`; throws Error::invalid for a bad one.
using ReadLine = std::function<void(std::string_view line, Batch& batch)>;

/// Logs everything on standard input to the current run. What is there is logged as soon as the
/// writer pauses. A bad line ends it: everything before is logged, the line is named by its number
/// and why. With --skip-bad the others are logged and the exit code is 1; with --all-or-nothing
/// nothing is logged unless all lines are good. With --verbose the count is told on
/// stderr, and always if lines were skipped.
void log_stream(Context& context, const StreamOptions& options, const ReadLine& read_line);

}  // namespace mltrack::cli
