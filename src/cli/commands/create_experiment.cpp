#include "command.hpp"
#include "key_value.hpp"

#include "mltrack/base/error.hpp"

namespace mltrack::cli {
namespace {

class CreateExperiment final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.positional("NAME", name_, "Name of the experiment, unique in the tree");
    flags.add({.long_name = "--artifact-location",
               .value_name = "URI",
               .help = "Where its runs keep their artifacts (default: beside the runs)",
               .target = &location_,
               .completes = Completes::file});
    flags.add({.long_name = "--tag",
               .short_name = 't',
               .value_name = "KEY=VALUE",
               .help = "A tag of the experiment; may be repeated",
               .target = &tags_});
    flags.add({.long_name = "--if-not-exists",
               .help = "Print the id of the one that exists instead of failing",
               .target = &if_not_exists_});
  }

  void run(Context& context) override {
    NewExperiment experiment{.name = name_, .artifact_location = location_.value_or("")};
    for (const std::string& tag : tags_) {
      const auto [key, value] = split_key_value(tag, "--tag");
      experiment.tags.push_back({key, value});
    }
    context.world.out.write(create(context, experiment) + "\n");
  }

 private:
  [[nodiscard]] std::string create(Context& context, const NewExperiment& experiment) const {
    try {
      return context.store().create_experiment(experiment);
    } catch (const Error& error) {
      if (!if_not_exists_ || error.code() != ErrorCode::resource_already_exists) {
        throw;
      }
    }
    const Experiment existing = context.resolve_experiment(name_);
    if (existing.lifecycle_stage == LifecycleStage::deleted) {
      throw Error::conflict("Experiment '{}' already exists in deleted state.", name_)
          .with_hint("mltrack restore-experiment {}", existing.experiment_id);
    }
    return existing.experiment_id;
  }

  std::string name_;
  std::optional<std::string> location_;
  std::vector<std::string> tags_;
  bool if_not_exists_ = false;
};

const Registration<CreateExperiment> registration{{
    .name = "create-experiment",
    .summary = "Create an experiment and print its id",
    .group = Group::experiments,
    .needs = needs_store,
    .description = "Makes the tree as well if there is none. Of any number of processes that\n"
                   "create one name at once exactly one succeeds; with --if-not-exists all of\n"
                   "them print the same id.",
    .examples = {"mltrack create-experiment churn",
                 "mltrack create-experiment churn --if-not-exists -t team=growth"},
}};

}  // namespace
}  // namespace mltrack::cli
