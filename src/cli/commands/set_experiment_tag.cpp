#include "command.hpp"

namespace mltrack::cli {
namespace {

class SetExperimentTag final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.positional("EXPERIMENT", handle_, "A name or an id", Completes::experiment);
    flags.positional("KEY", tag_.key, "Name of the tag");
    flags.positional("VALUE", tag_.value, "Its value");
  }

  void run(Context& context) override {
    context.store().set_experiment_tag(context.resolve_experiment(handle_).experiment_id, tag_);
  }

 private:
  std::string handle_;
  Tag tag_;
};

const Registration<SetExperimentTag> registration{{
    .name = "set-experiment-tag",
    .summary = "Set a tag of an experiment",
    .group = Group::experiments,
    .needs = needs_store,
    .description = "",
    .examples = {"mltrack set-experiment-tag churn team growth"},
}};

}  // namespace
}  // namespace mltrack::cli
