#include "artifact_rows.hpp"
#include "command.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/unicode.hpp"

namespace mltrack::cli {
namespace {

class ArtifactsCat final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.positional("RUN", handle_, "The run", Completes::run);
    flags.positional("PATH", path_, "Path of the artifact", Completes::artifact);
  }

  void run(Context& context) override {
    const RunInfo run = context.store().get_run_info(context.resolve_run(handle_));
    const auto artifacts = context.artifacts(run);
    require_artifact(*artifacts, path_);
    if (const auto found = artifacts->find(path_); found && found->is_directory) {
      throw Error::invalid("'{}' is a folder", escape_controls(path_))
          .with_hint("mltrack artifacts ls {} {}", escape_controls(handle_),
                     escape_controls(path_));
    }
    const auto file = artifacts->open(path_);
    if (!file) {
      throw Error::not_found("No such artifact: '{}'", path_);
    }
    constexpr std::size_t piece = 65536;
    std::vector<char> buffer(piece);
    while (const std::size_t count = file->read(buffer)) {
      context.world.out.write({buffer.data(), count});
    }
  }

 private:
  std::string handle_;
  std::string path_;
};

const Registration<ArtifactsCat> registration{{
    .name = "artifacts cat",
    .summary = "Print an artifact",
    .group = Group::artifacts,
    .needs = needs_store | needs_experiment | reads_trees,
    .description = "",
    .examples = {"mltrack artifacts cat \"$RUN\" config.json | jq .lr"},
}};

}  // namespace
}  // namespace mltrack::cli
