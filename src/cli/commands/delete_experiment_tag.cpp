#include "command.hpp"

namespace mltrack::cli {
namespace {

class DeleteExperimentTag final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.positional("EXPERIMENT", handle_, "A name or an id", Completes::experiment);
    flags.positional("KEY", key_, "Name of the tag");
  }

  void run(Context& context) override {
    context.store().delete_experiment_tag(context.resolve_experiment(handle_).experiment_id, key_);
  }

 private:
  std::string handle_;
  std::string key_;
};

const Registration<DeleteExperimentTag> registration{{
    .name = "delete-experiment-tag",
    .summary = "Remove a tag of an experiment",
    .group = Group::experiments,
    .needs = needs_store,
    .description = "",
    .examples = {"mltrack delete-experiment-tag churn team"},
}};

}  // namespace
}  // namespace mltrack::cli
