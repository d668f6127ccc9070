#include "command.hpp"

namespace mltrack::cli {
namespace {

class RestoreRun final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.positionals("RUN", handles_, "Runs, by id or the beginning of one", true, Completes::run);
  }

  void run(Context& context) override {
    for (const std::string& handle : handles_) {
      context.store().restore_run(context.resolve_run(handle));
    }
  }

 private:
  std::vector<std::string> handles_;
};

const Registration<RestoreRun> registration{{
    .name = "restore-run",
    .summary = "Undo delete-run",
    .group = Group::runs,
    .needs = needs_store,
    .description = "",
    .examples = {"mltrack list --view deleted", "mltrack restore-run 1ab8f3d6"},
}};

}  // namespace
}  // namespace mltrack::cli
