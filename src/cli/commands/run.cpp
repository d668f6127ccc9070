#include "command.hpp"
#include "new_run.hpp"
#include "shell_quote.hpp"
#include "supervise/child_environment.hpp"
#include "supervise/process_tags.hpp"
#include "supervise/supervisor.hpp"

#include "mltrack/base/unicode.hpp"

namespace mltrack::cli {
namespace {

class Listener final : public SupervisorListener {
 public:
  void command_wrote(Stream /*stream*/, std::string&& /*text*/) override {}
  void helper_wrote(const ProgramText& /*text*/) override {}
  void helper_ended(const ProgramEnd& /*end*/) override {}
  std::int64_t pause() override {
    constexpr std::int64_t hour_ms = 3'600'000;
    return hour_ms;
  }
  [[nodiscard]] bool must_stop() const override { return false; }
};

class RunCommand final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.positionals("COMMAND", command_, "The program and its arguments", true, Completes::file);
    new_run_.declare(flags);
  }

  void run(Context& context) override {
    const auto processes = system_processes();
    processes->take_signals();  // from here on nothing ends us before the run is ended
    const RunInfo info = start(context);
    context.note(fmt::format("mltrack: run {} '{}'", info.run_id, escape_controls(info.run_name)));
    context.world.err.flush();
    Listener listener;
    Supervisor supervisor(*processes, *context.world.host.clock, listener);
    const Outcome outcome =
        supervisor.run({.arguments = command_, .environment = child_environment(context, info)});
    context.store().update_run(
        info.run_id, {.status = outcome.status, .end_time = context.world.host.clock->now_ms()});
    context.exit_code = outcome.exit_code;
    tell(context, outcome);
  }

 private:
  [[nodiscard]] RunInfo start(Context& context) const {
    auto [run, batch] = new_run_.read(context, shell_quoted(command_));
    for (Tag& tag : process_tags(context.world)) {
      if (find_by_key(run.tags, tag.key) == nullptr) {  // --tag goes before
        run.tags.push_back(std::move(tag));
      }
    }
    new_run_.place(context, run);
    RunInfo info = context.store().create_run(run);
    if (!batch.params.empty()) {
      context.store().log_batch(info.run_id, batch);
    }
    return info;
  }

  void tell(Context& context, const Outcome& outcome) const {
    if (outcome.status != RunStatus::finished) {
      context.note(fmt::format("mltrack: '{}': {}; the run is {}", escape_controls(command_[0]),
                               outcome.why, run_status_name(outcome.status)));
    }
  }

  NewRunOptions new_run_;
  std::vector<std::string> command_;
};

const Registration<RunCommand> registration{{
    .name = "run",
    .summary = "Run a command as a run, from its start to its end",
    .group = Group::runs,
    .needs = needs_store | needs_experiment,
    .description =
        "Starts a run, then COMMAND with MLFLOW_RUN_ID, MLFLOW_EXPERIMENT_ID and\n"
        "MLFLOW_TRACKING_URI in its environment: what it logs with mltrack or with MLflow goes to\n"
        "this run. When it ends the run becomes FINISHED (code 0), KILLED (by a signal, or after\n"
        "one) or FAILED, and mltrack ends with the command's code, 128+N for a signal N.\n"
        "Signals are passed on. Put -- before the command, so that its options are its own.",
    .examples = {"mltrack run -e churn -p lr=0.01 -- python train.py --lr 0.01",
                 "mltrack run -- sh -c './prepare && ./train'"},
}};

}  // namespace
}  // namespace mltrack::cli
