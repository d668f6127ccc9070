#include "command.hpp"
#include "model_handle.hpp"
#include "store_options.hpp"

namespace mltrack::cli {
namespace {

class ModelsRename final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.positional("MODEL", handle_, "The model", Completes::model);
    flags.positional("NAME", name_, "Its new name");
  }

  void run(Context& context) override {
    const auto registry = registry_of(context);
    registry->rename_registered_model(resolve_model_name(*registry, handle_), name_);
  }

 private:
  std::string handle_;
  std::string name_;
};

const Registration<ModelsRename> registration{{
    .name = "models rename",
    .summary = "Rename a registered model",
    .group = Group::models,
    .needs = needs_store,
    .description = "Versions, tags and aliases go with it.",
    .examples = {"mltrack models rename churn leavers"},
}};

}  // namespace
}  // namespace mltrack::cli
