#include "run_status_option.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/unicode.hpp"

namespace mltrack::cli {

void RunStatusOption::declare(Flags& flags, std::string_view help) {
  flags.add({.long_name = "--status", .value_name = "STATUS", .help = help, .target = &word_,
             .completes = Completes::words, .words = "FINISHED FAILED KILLED RUNNING SCHEDULED"});
}

std::optional<RunStatus> RunStatusOption::get() const {
  if (!word_) {
    return std::nullopt;
  }
  const auto status = parse_run_status(*word_);
  if (!status) {
    std::string names;
    for (const RunStatus known : all_run_statuses) {
      names += (names.empty() ? "" : ", ") + std::string(run_status_name(known));
    }
    throw Error::invalid("Invalid value '{}' for --status", escape_controls(*word_))
        .with_hint("Choose one of: {}.", names);
  }
  return status;
}

}  // namespace mltrack::cli
