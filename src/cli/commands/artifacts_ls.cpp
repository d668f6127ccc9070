#include "artifact_rows.hpp"
#include "command.hpp"

namespace mltrack::cli {
namespace {

class ArtifactsLs final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.positional("RUN", handle_, "The run", Completes::run);
    flags.optional_positional("PATH", path_, "A folder among its artifacts (default: their root)",
                              Completes::artifact);
    flags.add({.long_name = "--recursive",
               .short_name = 'R',
               .help = "Everything below, files only",
               .target = &recursive_});
  }

  void run(Context& context) override {
    const RunInfo run = context.store().get_run_info(context.resolve_run(handle_));
    const auto artifacts = context.artifacts(run);
    const std::string path = path_.value_or("");
    require_artifact(*artifacts, path);
    const auto file = path.empty() ? std::nullopt : artifacts->find(path);
    if (file && !file->is_directory) {
      print_artifacts(context, run, {*file});  // MLflow: nothing; ls has always shown it
      return;
    }
    print_artifacts(context, run, recursive_ ? artifacts->list_all(path) : artifacts->list(path));
  }

 private:
  std::string handle_;
  std::optional<std::string> path_;
  bool recursive_ = false;
};

const Registration<ArtifactsLs> registration{{
    .name = "artifacts ls",
    .summary = "List the artifacts of a run",
    .group = Group::artifacts,
    .needs = needs_store | needs_experiment | needs_output | reads_trees,
    .description = "",
    .examples = {"mltrack artifacts ls \"$RUN\"", "mltrack artifacts ls \"$RUN\" plots -o json"},
}};

}  // namespace
}  // namespace mltrack::cli
