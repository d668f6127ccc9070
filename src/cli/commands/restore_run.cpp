#include "command.hpp"

namespace mltrack::cli {
namespace {

class RestoreRun final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.positionals("RUN", handles_, "Deleted runs: ids, beginnings of ids, or names", true,
                      Completes::run);
  }

  void run(Context& context) override {
    std::vector<std::string> ids;  // all are found before the first is restored
    for (const std::string& handle : handles_) {
      ids.push_back(context.resolve_run(handle, ViewType::deleted_only));
    }
    for (const std::string& id : ids) {
      context.store().restore_run(id);
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
