#include "artifact_rows.hpp"
#include "command.hpp"
#include "copy_out.hpp"

namespace mltrack::cli {
namespace {

class ArtifactsGet final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.positional("RUN", handle_, "The run", Completes::run);
    flags.optional_positional("PATH", path_, "A file or folder (default: everything)",
                              Completes::artifact);
    copy_.declare(flags, "Where to (default: the working directory)");
  }

  void run(Context& context) override {
    const RunInfo run = context.store().get_run_info(context.resolve_run(handle_));
    const auto artifacts = context.artifacts(run);
    const std::string path = path_.value_or("");
    require_artifact(*artifacts, path);
    copy_.run(context, *artifacts, artifacts->list_all(path), ".");
  }

 private:
  std::string handle_;
  std::optional<std::string> path_;
  CopyOut copy_;
};

const Registration<ArtifactsGet> registration{{
    .name = "artifacts get",
    .summary = "Copy artifacts of a run to a directory",
    .group = Group::artifacts,
    .needs = needs_store | needs_experiment | reads_trees,
    .description = "Prints the path of each file that it wrote.",
    .examples = {"mltrack artifacts get \"$RUN\" model --dest ./best"},
}};

}  // namespace
}  // namespace mltrack::cli
