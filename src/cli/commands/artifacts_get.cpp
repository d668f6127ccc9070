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
    flags.add({.long_name = "--dest",
               .short_name = 'd',
               .value_name = "DIR",
               .help = "Where to (default: the working directory)",
               .target = &destination_,
               .completes = Completes::file});
    flags.add({.long_name = "--overwrite",
               .help = "Replace files that are there",
               .target = &overwrite_});
  }

  void run(Context& context) override {
    const RunInfo run = context.store().get_run_info(context.resolve_run(handle_));
    const auto artifacts = context.artifacts(run);
    const std::string path = path_.value_or("");
    require_artifact(*artifacts, path);
    copy_out(context, *artifacts, artifacts->list_all(path), destination_.value_or("."),
             overwrite_ ? Overwrite::yes : Overwrite::no);
  }

 private:
  std::string handle_;
  std::optional<std::string> path_;
  std::optional<std::string> destination_;
  bool overwrite_ = false;
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
