#include "run_status_option.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/unicode.hpp"

namespace mltrack::cli {

void RunStatusOption::declare(Flags& flags, std::string_view help, Allowed allowed) {
  allowed_ = allowed;
  flags.add({.long_name = "--status",
             .value_name = "STATUS",
             .help = help,
             .target = &word_,
             .completes = Completes::words,
             .words = allowed == Allowed::all ? "FINISHED FAILED KILLED RUNNING SCHEDULED"
                                              : "FINISHED FAILED KILLED"});
}

std::optional<RunStatus> RunStatusOption::get() const {
  if (!word_) {
    return std::nullopt;
  }
  const auto status = parse_run_status(*word_);
  const auto fits = [&](RunStatus known) {
    return allowed_ == Allowed::all ||
           (known != RunStatus::running && known != RunStatus::scheduled);
  };
  if (!status || !fits(*status)) {
    std::string names;
    for (const RunStatus known : all_run_statuses) {
      if (fits(known)) {
        names += (names.empty() ? "" : ", ") + std::string(run_status_name(known));
      }
    }
    throw Error::invalid("Invalid value '{}' for --status", escape_controls(*word_))
        .with_hint("Choose one of: {}.", names);
  }
  return status;
}

std::optional<std::int64_t> checked_end_time(std::optional<std::int64_t> end_time) {
  if (end_time && *end_time <= 0) {
    throw Error::invalid(
        "Invalid value '{}' for --end-time: it must be milliseconds since the epoch", *end_time);
  }
  return end_time;
}

}  // namespace mltrack::cli
