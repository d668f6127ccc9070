#include "command.hpp"
#include "model_handle.hpp"
#include "store_options.hpp"

namespace mltrack::cli {
namespace {

class ModelsStage final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.positional("MODEL", handle_, "The version: NAME/3, NAME/latest, NAME@ALIAS",
                     Completes::model);
    flags.add({.value_name = "STAGE",
               .help = "None, Staging, Production or Archived",
               .target = &stage_,
               .required = true,
               .completes = Completes::words,
               .words = "None Staging Production Archived"});
    flags.add({.long_name = "--archive-existing",
               .help = "Move the other versions in Staging or Production to Archived",
               .target = &archive_});
  }

  void run(Context& context) override {
    const auto registry = registry_of(context);
    const ModelStage stage = parse_model_stage(stage_);
    const ModelVersion version = resolve_model_version(*registry, handle_);
    registry->transition_model_version_stage(version.name, version.version, stage,
                                             archive_ ? ArchiveExisting::yes : ArchiveExisting::no);
  }

 private:
  std::string handle_;
  std::string stage_;
  bool archive_ = false;
};

const Registration<ModelsStage> registration{{
    .name = "models stage",
    .summary = "Move a version of a model to a stage",
    .group = Group::models,
    .needs = needs_store,
    .description =
        "MLflow calls stages deprecated: an alias says the same and is free in its name.",
    .examples = {"mltrack models stage churn/3 Production --archive-existing"},
}};

}  // namespace
}  // namespace mltrack::cli
