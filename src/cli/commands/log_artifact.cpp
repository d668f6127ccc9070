#include "command.hpp"
#include "read_input.hpp"
#include "upload.hpp"

#include "mltrack/base/error.hpp"

namespace mltrack::cli {
namespace {

class LogArtifact final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.positional("FILE", file_, "The file, or - for standard input", Completes::file);
    flags.add({.long_name = "--path",
               .value_name = "FOLDER",
               .help = "Folder among the artifacts (default: their root)",
               .target = &folder_});
    flags.add({.long_name = "--name",
               .value_name = "NAME",
               .help = "Name of the artifact (default: that of the file; needed with -)",
               .target = &name_});
  }

  void run(Context& context) override {
    if (file_ == "-" && !name_) {
      throw Error::invalid("--name is missing")
          .with_hint("Standard input has no name: ... | mltrack log-artifact - --name log.txt");
    }
    const std::string name = name_ ? *name_ : file_.substr(file_.rfind('/') + 1);
    const auto source =
        file_ == "-" ? input_reader(context) : open_user_file(*context.world.host.files, file_);
    upload_artifact(context, folder_ ? *folder_ + "/" + name : name, *source);
  }

 private:
  std::string file_;
  std::optional<std::string> folder_;
  std::optional<std::string> name_;
};

const Registration<LogArtifact> registration{{
    .name = "log-artifact",
    .summary = "Store a file with a run",
    .group = Group::artifacts,
    .needs = needs_store | needs_run,
    .description = "",
    .examples = {"mltrack log-artifact --run \"$RUN\" roc.png --path plots",
                 "dmesg | mltrack log-artifact --run \"$RUN\" - --name dmesg.txt"},
}};

}  // namespace
}  // namespace mltrack::cli
