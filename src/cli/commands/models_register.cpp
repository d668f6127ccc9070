#include "command.hpp"
#include "key_value.hpp"
#include "model_handle.hpp"
#include "model_source.hpp"
#include "store_options.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/entities/validate.hpp"

namespace mltrack::cli {
namespace {

class ModelsRegister final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.positional("RUN", handle_, "The run that made the model", Completes::run);
    flags.optional_positional(
        "PATH", path_,
        "The model's folder among the artifacts of the run (default: the only "
        "model it has)");
    flags.add({.long_name = "--name",
               .value_name = "NAME",
               .help = "The registered model that gets the version; made if it is missing",
               .target = &name_,
               .required = true,
               .completes = Completes::model});
    flags.add({.long_name = "--description",
               .value_name = "TEXT",
               .help = "What is new in this version",
               .target = &description_});
    flags.add({.long_name = "--tag",
               .short_name = 't',
               .value_name = "KEY=VALUE",
               .help = "A tag of the version; may be repeated",
               .target = &tags_});
    flags.add({.long_name = "--alias",
               .value_name = "ALIAS",
               .help = "An alias that then leads to this version; may be repeated",
               .target = &aliases_});
  }

  void run(Context& context) override {
    const auto registry = registry_of(context);
    NewModelVersion version = model_in_run(context, context.resolve_run(handle_), path_);
    version.name = name_;
    version.description = description_;
    for (const std::string& pair : tags_) {
      const auto [key, value] = split_key_value(pair, "--tag");
      version.tags.push_back({key, value});
      validate_model_tag(version.tags.back());
    }
    for (const std::string& alias : aliases_) {  // before there is a version that lacks it
      validate_new_model_alias(alias);
    }
    make_model(*registry);
    const ModelVersion made = registry->create_model_version(version);
    for (const std::string& alias : aliases_) {
      registry->set_registered_model_alias(made.name, alias, made.version);
    }
    context.world.out.write(handle_of(made) + "\n");
  }

 private:
  /// Unless it is there: another process may be making it just now, which is as good.
  void make_model(ModelRegistry& registry) const {
    try {
      registry.create_registered_model({.name = name_});
    } catch (const Error& error) {
      if (error.code() != ErrorCode::resource_already_exists) {
        throw;
      }
    }
  }

  std::string handle_;
  std::optional<std::string> path_;
  std::string name_;
  std::optional<std::string> description_;
  std::vector<std::string> tags_;
  std::vector<std::string> aliases_;
};

const Registration<ModelsRegister> registration{{
    .name = "models register",
    .summary = "Publish a model of a run as the next version of a registered model",
    .group = Group::models,
    .needs = needs_store | needs_experiment,
    .description =
        "Prints the new version as NAME/3. PATH is a folder of artifacts, or the name of "
        "a model that MLflow 3 logged in the run. The files stay where they are.",
    .examples =
        {"mltrack models register @last --name churn",
         "mltrack models register \"$RUN\" model --name churn --alias candidate -t data=2026-11",
         "mltrack models register @best:auc:max --name churn --alias champion"},
}};

}  // namespace
}  // namespace mltrack::cli
