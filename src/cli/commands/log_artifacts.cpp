#include "artifact_rows.hpp"
#include "command.hpp"
#include "progress.hpp"
#include "upload.hpp"

#include "mltrack/base/error.hpp"

namespace mltrack::cli {
namespace {

class LogArtifacts final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.positional("DIR", directory_, "The directory, whose files are stored with its folders",
                     Completes::file);
    flags.add({.long_name = "--path",
               .value_name = "FOLDER",
               .help = "Folder among the artifacts (default: their root)",
               .target = &folder_});
  }

  void run(Context& context) override {
    // The same code that lists a run's artifacts lists any directory.
    const auto source = open_artifacts(context.world.host, directory_);
    if (!context.world.host.files->open(directory_)) {
      throw Error::not_found("There is no directory '{}'", directory_);
    }
    const auto files = source->list_all("");
    Progress progress(context, "storing", size_of(files));
    for (const ArtifactInfo& file : files) {
      if (const auto reader = source->open(file.path)) {
        WatchedReader watched(*reader, progress);
        upload_artifact(context, folder_ ? *folder_ + "/" + file.path : file.path, watched);
      }
    }
  }

 private:
  std::string directory_;
  std::optional<std::string> folder_;
};

const Registration<LogArtifacts> registration{{
    .name = "log-artifacts",
    .summary = "Store all files of a directory with a run",
    .group = Group::artifacts,
    .needs = needs_store | needs_run,
    .description = "",
    .examples = {"mltrack log-artifacts --run \"$RUN\" outputs --path model"},
}};

}  // namespace
}  // namespace mltrack::cli
