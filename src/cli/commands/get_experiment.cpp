#include "command.hpp"
#include "experiment_rows.hpp"

namespace mltrack::cli {
namespace {

class GetExperiment final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.positional("EXPERIMENT", handle_, "A name or an id", Completes::experiment);
  }

  void run(Context& context) override {
    const Experiment experiment = context.resolve_experiment(handle_);
    if (context.wants_json()) {
      print_experiment_json(context.world.out, experiment);
      return;
    }
    ExperimentRows rows(context);
    rows.row(experiment);
    rows.finish("");
  }

 private:
  std::string handle_;
};

const Registration<GetExperiment> registration{{
    .name = "get-experiment",
    .summary = "Show one experiment, active or deleted",
    .group = Group::experiments,
    .needs = needs_store | needs_output,
    .description = "",
    .examples = {"mltrack get-experiment churn", "mltrack get-experiment churn -o id"},
}};

}  // namespace
}  // namespace mltrack::cli
