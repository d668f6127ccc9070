#include "command.hpp"
#include "model_handle.hpp"
#include "read_input.hpp"
#include "store_options.hpp"

namespace mltrack::cli {
namespace {

class ModelsDescribe final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.positional("MODEL", handle_, "A model, or a version: NAME/3, NAME@ALIAS",
                     Completes::model);
    flags.positional("TEXT", text_, "The new description; - reads standard input");
  }

  void run(Context& context) override {
    const auto registry = registry_of(context);
    const ModelTarget target = resolve_model(*registry, handle_);
    const std::string text = text_ == "-" ? read_all_input(context) : text_;
    if (target.version) {
      registry->update_model_version(target.name, *target.version, text);
    } else {
      registry->update_registered_model(target.name, text);
    }
  }

 private:
  std::string handle_;
  std::string text_;
};

const Registration<ModelsDescribe> registration{{
    .name = "models describe",
    .summary = "Describe a registered model or one of its versions",
    .group = Group::models,
    .needs = needs_store,
    .description = "",
    .examples = {"mltrack models describe churn \"who leaves within a month\"",
                 "mltrack models describe churn/3 - < notes.md"},
}};

}  // namespace
}  // namespace mltrack::cli
