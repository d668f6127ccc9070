#include "command.hpp"

namespace mltrack::cli {
namespace {

class DeleteRun final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.positionals("RUN", handles_, "Runs", true, Completes::run);
    flags.add({.long_name = "--dry-run",
               .short_name = 'n',
               .help = "Only say what would be deleted",
               .target = &dry_run_});
  }

  void run(Context& context) override {
    std::vector<RunInfo> runs;  // all are found before the first is deleted
    for (const std::string& handle : handles_) {
      runs.push_back(context.store().get_run_info(context.resolve_run(handle)));
    }
    for (const RunInfo& run : runs) {
      if (dry_run_) {
        context.note(fmt::format("mltrack: would delete run '{}' ({})", run.run_name, run.run_id));
      } else {
        context.store().delete_run(run.run_id);
      }
    }
  }

 private:
  std::vector<std::string> handles_;
  bool dry_run_ = false;
};

const Registration<DeleteRun> registration{{
    .name = "delete-run",
    .summary = "Mark runs as deleted",
    .group = Group::runs,
    .needs = needs_store | needs_experiment,
    .description = "They stay on disk and can be restored; nothing is lost.",
    .examples = {"mltrack delete-run 1ab8f3d6", "mltrack restore-run 1ab8f3d6"},
}};

}  // namespace
}  // namespace mltrack::cli
