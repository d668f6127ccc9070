#include "command.hpp"
#include "new_run.hpp"

namespace mltrack::cli {
namespace {

class StartRun final : public Command {
 public:
  void declare(Flags& flags) override {
    new_run_.declare(flags);
    flags.add({.long_name = "--source-name",
               .value_name = "NAME",
               .help = "The program that trains (default: the script that called mltrack)",
               .target = &source_name_});
    flags.add({.long_name = "--shell", .help = "Print export lines for eval", .target = &shell_});
  }

  void run(Context& context) override {
    auto [run, batch] = new_run_.read(context, source_name_);
    new_run_.place(context, run);
    const RunInfo info = context.store().create_run(run);
    if (!batch.params.empty()) {
      context.store().log_batch(info.run_id, batch);
    }
    context.world.out.write(shell_ ? fmt::format("export MLFLOW_RUN_ID={}\n", info.run_id)
                                   : info.run_id + "\n");
    if (context.options.verbose) {
      context.note(
          fmt::format("mltrack: run '{}' in experiment {}", info.run_name, info.experiment_id));
    }
  }

 private:
  NewRunOptions new_run_;
  std::optional<std::string> source_name_;
  bool shell_ = false;
};

const Registration<StartRun> registration{{
    .name = "start-run",
    .summary = "Start a run and print its id",
    .group = Group::runs,
    .needs = needs_store | needs_experiment,
    .description =
        "The run goes to the experiment of --experiment, MLFLOW_EXPERIMENT_NAME or\n"
        "MLFLOW_EXPERIMENT_ID, else to Default. A name that does not exist yet is made.\n"
        "Sets the tags that MLflow's client sets: mlflow.user, mlflow.source.name,\n"
        "mlflow.source.type, mlflow.source.git.commit, mlflow.runName.",
    .examples = {"RUN=$(mltrack start-run -e churn -p lr=0.01 -p opt=adam)",
                 "eval \"$(mltrack start-run -e churn --shell)\"   # sets MLFLOW_RUN_ID",
                 "mltrack start-run --parent \"$RUN\" --name fold-1"},
}};

}  // namespace
}  // namespace mltrack::cli
