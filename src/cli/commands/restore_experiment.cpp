#include "command.hpp"

namespace mltrack::cli {
namespace {

class RestoreExperiment final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.positionals("EXPERIMENT", handles_, "Names or ids", true, Completes::experiment);
  }

  void run(Context& context) override {
    for (const std::string& handle : handles_) {
      context.store().restore_experiment(context.resolve_experiment(handle).experiment_id);
    }
  }

 private:
  std::vector<std::string> handles_;
};

const Registration<RestoreExperiment> registration{{
    .name = "restore-experiment",
    .summary = "Undo delete-experiment",
    .group = Group::experiments,
    .needs = needs_store,
    .description = "All its deleted runs become active again, as in MLflow, also those that were\n"
                   "deleted one by one before.",
    .examples = {"mltrack restore-experiment churn"},
}};

}  // namespace
}  // namespace mltrack::cli
