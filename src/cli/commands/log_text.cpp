#include "command.hpp"
#include "upload.hpp"

namespace mltrack::cli {
namespace {

class LogText final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.positional("TEXT", text_, "The text; it is stored as it is");
    flags.positional("PATH", path_, "Path of the artifact, such as notes/summary.txt");
  }

  void run(Context& context) override { upload_artifact(context, path_, *text_reader(text_)); }

 private:
  std::string text_;
  std::string path_;
};

const Registration<LogText> registration{{
    .name = "log-text",
    .summary = "Store a text as an artifact",
    .group = Group::artifacts,
    .needs = needs_store | needs_run,
    .description = "",
    .examples = {"mltrack log-text --run \"$RUN\" \"$(nvidia-smi)\" gpu.txt"},
}};

}  // namespace
}  // namespace mltrack::cli
