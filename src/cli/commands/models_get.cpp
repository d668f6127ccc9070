#include "command.hpp"
#include "copy_out.hpp"
#include "model_handle.hpp"
#include "store_options.hpp"

#include "mltrack/base/error.hpp"

namespace mltrack::cli {
namespace {

class ModelsGet final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.positional("MODEL", handle_, "The version: NAME/3, NAME/latest, NAME@ALIAS",
                     Completes::model);
    copy_.declare(flags, "Where to (default: a directory NAME-VERSION)");
  }

  void run(Context& context) override {
    const auto registry = registry_of(context);
    const ModelVersion version = resolve_model_version(*registry, handle_);
    const std::string location = location_of(context, *registry, version);
    const auto artifacts = open_artifacts(context.world.host, location);
    const auto files = artifacts->list_all("");
    if (files.empty()) {
      throw Error::not_found("There are no files of {} at {}", handle_of(version), location);
    }
    copy_.run(context, *artifacts, files, fmt::format("{}-{}", version.name, version.version));
  }

 private:
  std::string handle_;
  CopyOut copy_;
};

const Registration<ModelsGet> registration{{
    .name = "models get",
    .summary = "Copy the files of a version to a directory",
    .group = Group::models,
    .needs = needs_store,
    .description = "Prints the path of each file that it wrote.",
    .examples = {"mltrack models get churn@champion --dest ./serving",
                 "mltrack models get churn/3  # to ./churn-3"},
}};

}  // namespace
}  // namespace mltrack::cli
