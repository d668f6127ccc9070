#include "command.hpp"
#include "model_handle.hpp"
#include "store_options.hpp"

#include "mltrack/base/error.hpp"

namespace mltrack::cli {
namespace {

class ModelsDelete final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.positionals("MODEL", handles_,
                      "Versions (NAME/3, NAME@ALIAS) or, with --yes, whole models", true,
                      Completes::model);
    flags.add({.long_name = "--yes",
               .short_name = 'y',
               .help = "Delete whole models, too",
               .target = &yes_});
    flags.add({.long_name = "--dry-run",
               .short_name = 'n',
               .help = "Only say what would be deleted",
               .target = &dry_run_});
  }

  void run(Context& context) override {
    const auto registry = registry_of(context);
    std::vector<ModelTarget> targets;  // all are found before the first is deleted
    for (const std::string& handle : handles_) {
      targets.push_back(resolve_model(*registry, handle));
      if (targets.back().version) {
        targets.back().version = resolve_model_version(*registry, handle).version;
      } else if (!yes_ && !dry_run_) {
        throw Error::invalid("'{}' is a whole model, which cannot be restored once it is deleted",
                             targets.back().name)
            .with_hint(
                "--yes deletes it with all its versions, tags and aliases; its artifacts stay.");
      }
    }
    for (const ModelTarget& target : targets) {
      if (dry_run_) {
        context.note(target.version ? fmt::format("mltrack: would delete version {}/{}",
                                                  target.name, *target.version)
                                    : fmt::format("mltrack: would delete model '{}' and all its "
                                                  "versions",
                                                  target.name));
      } else if (target.version) {
        registry->delete_model_version(target.name, *target.version);
      } else {
        registry->delete_registered_model(target.name);
      }
    }
  }

 private:
  std::vector<std::string> handles_;
  bool yes_ = false;
  bool dry_run_ = false;
};

const Registration<ModelsDelete> registration{{
    .name = "models delete",
    .summary = "Delete versions of a model, or whole models",
    .group = Group::models,
    .needs = needs_store,
    .description =
        "Artifacts are never touched. The number of a deleted version is not used again.",
    .examples = {"mltrack models delete churn/3", "mltrack models delete churn --dry-run",
                 "mltrack models delete churn --yes"},
}};

}  // namespace
}  // namespace mltrack::cli
