#include "command.hpp"
#include "key_value.hpp"
#include "store_options.hpp"

namespace mltrack::cli {
namespace {

class ModelsCreate final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.positional("NAME", name_, "Name of the model");
    flags.add({.long_name = "--description",
               .value_name = "TEXT",
               .help = "What it is for",
               .target = &description_});
    flags.add({.long_name = "--tag",
               .short_name = 't',
               .value_name = "KEY=VALUE",
               .help = "A tag; may be repeated",
               .target = &tags_});
  }

  void run(Context& context) override {
    const auto registry = registry_of(context);
    NewRegisteredModel model{.name = name_, .description = description_};
    for (const std::string& pair : tags_) {
      const auto [key, value] = split_key_value(pair, "--tag");
      model.tags.push_back({key, value});
    }
    registry->create_registered_model(model);
  }

 private:
  std::string name_;
  std::optional<std::string> description_;
  std::vector<std::string> tags_;
};

const Registration<ModelsCreate> registration{{
    .name = "models create",
    .summary = "Make a registered model without versions",
    .group = Group::models,
    .needs = needs_store,
    .description = "Not needed before `mltrack models register`, which makes it as well.",
    .examples = {"mltrack models create churn --description \"who leaves\" -t team=growth"},
}};

}  // namespace
}  // namespace mltrack::cli
