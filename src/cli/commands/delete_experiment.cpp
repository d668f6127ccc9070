#include "command.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/unicode.hpp"

namespace mltrack::cli {
namespace {

class DeleteExperiment final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.positionals("EXPERIMENT", handles_, "Names or ids", true, Completes::experiment);
    flags.add({.long_name = "--dry-run",
               .short_name = 'n',
               .help = "Only say what would be deleted",
               .target = &dry_run_});
  }

  void run(Context& context) override {
    std::vector<Experiment> experiments;  // all are found before the first is deleted
    for (const std::string& handle : handles_) {
      experiments.push_back(context.resolve_experiment(handle));
      const Experiment& found = experiments.back();
      if (found.lifecycle_stage == LifecycleStage::deleted) {
        throw Error::not_found("Could not find experiment with ID {}", found.experiment_id)
            .with_hint("'{}' is deleted already.", escape_controls(found.name));
      }
    }
    for (const Experiment& experiment : experiments) {
      if (dry_run_) {
        context.note(fmt::format("mltrack: would delete experiment '{}' ({})", experiment.name,
                                 experiment.experiment_id));
      } else {
        context.store().delete_experiment(experiment.experiment_id);
      }
    }
  }

 private:
  std::vector<std::string> handles_;
  bool dry_run_ = false;
};

const Registration<DeleteExperiment> registration{{
    .name = "delete-experiment",
    .summary = "Mark experiments and their runs as deleted",
    .group = Group::experiments,
    .needs = needs_store,
    .description = "They move to the tree's .trash and can be restored; nothing is lost.",
    .examples = {"mltrack delete-experiment churn", "mltrack restore-experiment churn"},
}};

}  // namespace
}  // namespace mltrack::cli
