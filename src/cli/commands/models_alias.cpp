#include "command.hpp"
#include "model_handle.hpp"
#include "store_options.hpp"

#include "mltrack/entities/validate.hpp"

namespace mltrack::cli {
namespace {

class ModelsAlias final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.positional("MODEL", handle_,
                     "The version: NAME/3, NAME/latest, NAME@ALIAS; with --delete "
                     "the name alone",
                     Completes::model);
    flags.positional("ALIAS", alias_, "The alias");
    flags.add({.long_name = "--delete", .help = "Take the alias away", .target = &delete_});
  }

  void run(Context& context) override {
    const auto registry = registry_of(context);
    if (delete_) {
      validate_new_model_alias(alias_);  // no model has such a one
      const std::string name = resolve_model(*registry, handle_).name;
      static_cast<void>(resolve_model(*registry, name + "@" + alias_));
      registry->delete_registered_model_alias(name, alias_);
      return;
    }
    const ModelVersion version = resolve_model_version(*registry, handle_);
    registry->set_registered_model_alias(version.name, alias_, version.version);
  }

 private:
  std::string handle_;
  std::string alias_;
  bool delete_ = false;
};

const Registration<ModelsAlias> registration{{
    .name = "models alias",
    .summary = "Give a version of a model a name that can move",
    .group = Group::models,
    .needs = needs_store,
    .description = "An alias that pointed to another version is moved.",
    .examples = {"mltrack models alias churn/3 champion",
                 "mltrack models alias churn/latest candidate",
                 "mltrack models alias churn candidate --delete"},
}};

}  // namespace
}  // namespace mltrack::cli
