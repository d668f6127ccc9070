#include "command.hpp"
#include "manual.hpp"

#include "mltrack/host/atomic_write.hpp"

#include <algorithm>

namespace mltrack::cli {
namespace {

/// For the project itself: docs/commands is made by this, and a test says when it is stale.
class Docs final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.positional("DIR", directory_, "Where the pages go", Completes::file);
  }

  void run(Context& context) override {
    const auto directory = context.world.host.files->make_directories(directory_);
    Random& random = *context.world.host.random;
    atomic_write(*directory, "README.md", commands_index_markdown(), random);
    for (const CommandEntry* entry : all_commands()) {
      if (!entry->info.summary.empty()) {
        std::string name(entry->name);
        std::replace(name.begin(), name.end(), ' ', '-');
        atomic_write(*directory, name + ".md", command_markdown(*entry), random);
      }
    }
  }

 private:
  std::string directory_;
};

const Registration<Docs> registration{{.name = "docs", .summary = "", .group = Group::program}};

}  // namespace
}  // namespace mltrack::cli
