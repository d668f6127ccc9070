#include "command.hpp"
#include "run_status_option.hpp"

#include "mltrack/base/error.hpp"

namespace mltrack::cli {
namespace {

class UpdateRun final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.optional_positional("RUN", handle_, "The run (default: the current one)", Completes::run);
    flags.add(
        {.long_name = "--name", .value_name = "NAME", .help = "Its new name", .target = &name_});
    status_.declare(flags, "RUNNING, SCHEDULED, FINISHED, FAILED or KILLED",
                    RunStatusOption::Allowed::all);
    flags.add({.long_name = "--end-time",
               .value_name = "MS",
               .help = "When it ended",
               .target = &end_time_});
  }

  void run(Context& context) override {
    const auto status = status_.get();
    if (!name_ && !status && !end_time_) {
      throw Error::invalid("Nothing to update").with_hint("Give --name, --status or --end-time.");
    }
    if (name_ && name_->empty()) {
      throw Error::invalid("The new name is empty")  // MLflow: it is silently ignored
          .with_hint("Did the command that should have set it fail?");
    }
    context.store().update_run(
        context.run_or_current(handle_),
        {.status = status, .end_time = checked_end_time(end_time_), .run_name = name_});
  }

 private:
  std::optional<std::string> handle_;
  std::optional<std::string> name_;
  RunStatusOption status_;
  std::optional<std::int64_t> end_time_;
};

const Registration<UpdateRun> registration{{
    .name = "update-run",
    .summary = "Change the name or the status of a run",
    .group = Group::runs,
    .needs = needs_store | needs_run,
    .description = "",
    .examples = {"mltrack update-run \"$RUN\" --name baseline",
                 "mltrack update-run \"$RUN\" --status RUNNING   # resume it"},
}};

}  // namespace
}  // namespace mltrack::cli
