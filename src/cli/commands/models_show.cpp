#include "command.hpp"
#include "model_card.hpp"
#include "model_handle.hpp"
#include "store_options.hpp"

namespace mltrack::cli {
namespace {

class ModelsShow final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.positional("MODEL", handle_, "A model, or a version: NAME/3, NAME@ALIAS",
                     Completes::model);
  }

  void run(Context& context) override {
    const auto registry = registry_of(context);
    const ModelTarget target = resolve_model(*registry, handle_);
    if (target.version) {
      print_model_version(context, resolve_model_version(*registry, handle_));
    } else {
      print_model(context, registry->get_registered_model(target.name));
    }
  }

 private:
  std::string handle_;
};

const Registration<ModelsShow> registration{{
    .name = "models show",
    .summary = "Show a registered model or one of its versions",
    .group = Group::models,
    .needs = needs_store | needs_output,
    .description = "",
    .examples = {"mltrack models show churn", "mltrack models show churn@champion",
                 "mltrack models show churn/latest -o json | jq -r .model_version.run_id"},
}};

}  // namespace
}  // namespace mltrack::cli
