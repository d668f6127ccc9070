#include "command.hpp"

namespace mltrack::cli {
namespace {

class RenameExperiment final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.positional("EXPERIMENT", handle_, "A name or an id", Completes::experiment);
    flags.positional("NEW-NAME", new_name_, "Its new name, unique in the tree");
  }

  void run(Context& context) override {
    context.store().rename_experiment(context.resolve_experiment(handle_).experiment_id, new_name_);
  }

 private:
  std::string handle_;
  std::string new_name_;
};

const Registration<RenameExperiment> registration{{
    .name = "rename-experiment",
    .summary = "Give an experiment another name",
    .group = Group::experiments,
    .needs = needs_store,
    .description = "",
    .examples = {"mltrack rename-experiment churn churn-2026"},
}};

}  // namespace
}  // namespace mltrack::cli
