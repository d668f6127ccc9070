#include "command.hpp"
#include "run_status_option.hpp"

namespace mltrack::cli {
namespace {

class EndRun final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.optional_positional("RUN", handle_, "The run (default: the current one)", Completes::run);
    status_.declare(flags, "How it ended: FINISHED (default), FAILED or KILLED",
                    RunStatusOption::Allowed::ended);
    flags.add({.long_name = "--end-time",
               .value_name = "MS",
               .help = "When it ended, ms since the epoch (default now)",
               .target = &end_time_});
  }

  void run(Context& context) override {
    const RunStatus status = status_.get().value_or(RunStatus::finished);
    const auto end_time = checked_end_time(end_time_);
    context.store().update_run(
        context.run_or_current(handle_),
        {.status = status, .end_time = end_time ? *end_time : context.world.host.clock->now_ms()});
  }

 private:
  std::optional<std::string> handle_;
  RunStatusOption status_;
  std::optional<std::int64_t> end_time_;
};

const Registration<EndRun> registration{{
    .name = "end-run",
    .summary = "End a run",
    .group = Group::runs,
    .needs = needs_store | needs_run,
    .description = "",
    .examples = {"mltrack end-run \"$RUN\"", "trap 'mltrack end-run \"$RUN\" --status FAILED' ERR"},
}};

}  // namespace
}  // namespace mltrack::cli
