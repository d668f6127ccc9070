#include "artifact_rows.hpp"
#include "command.hpp"

#include "mltrack/base/unicode.hpp"

namespace mltrack::cli {
namespace {

class ArtifactsTree final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.positional("RUN", handle_, "The run", Completes::run);
    flags.optional_positional("PATH", path_, "A folder among its artifacts (default: their root)",
                              Completes::artifact);
  }

  void run(Context& context) override {
    const RunInfo run = context.store().get_run_info(context.resolve_run(handle_));
    const auto artifacts = context.artifacts(run);
    require_artifact(*artifacts, path_.value_or(""));
    print(context, *artifacts, path_.value_or(""), "");
  }

 private:
  static void print(Context& context, Artifacts& artifacts, const std::string& folder,
                    const std::string& indent) {
    const auto entries = artifacts.list(folder);
    for (std::size_t i = 0; i < entries.size(); ++i) {
      const bool last = i + 1 == entries.size();
      const std::string name = entries[i].path.substr(entries[i].path.rfind('/') + 1);
      context.world.out.write(
          fmt::format("{}{} {}{}\n", indent, last ? "└──" : "├──", escape_controls(name),
                      entries[i].is_directory ? "/" : "  " + format_size(entries[i].size)));
      if (entries[i].is_directory) {
        print(context, artifacts, entries[i].path, indent + (last ? "    " : "│   "));
      }
    }
  }

  std::string handle_;
  std::optional<std::string> path_;
};

const Registration<ArtifactsTree> registration{{
    .name = "artifacts tree",
    .summary = "Show the artifacts of a run as a tree",
    .group = Group::artifacts,
    .needs = needs_store | needs_experiment | reads_trees,
    .description = "",
    .examples = {"mltrack artifacts tree \"$RUN\""},
}};

}  // namespace
}  // namespace mltrack::cli
