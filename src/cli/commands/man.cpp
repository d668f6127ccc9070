#include "command.hpp"
#include "manual.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/host/atomic_write.hpp"

namespace mltrack::cli {
namespace {

class Man final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.positionals("COMMAND", words_, "The command (default: the page of mltrack itself)",
                      false);
    flags.add({.long_name = "--all",
               .value_name = "DIR",
               .help = "Write all pages to a directory, for installing",
               .target = &directory_,
               .completes = Completes::file});
  }

  void run(Context& context) override {
    if (directory_) {
      write_all(context);
      return;
    }
    std::string name;
    for (const std::string& word : words_) {
      name += (name.empty() ? "" : " ") + word;
    }
    if (name.empty()) {
      context.world.out.write(overview_manual());
    } else if (const CommandEntry* entry = Registry<CommandEntry>::find(name)) {
      context.world.out.write(command_manual(*entry));
    } else {
      throw unknown_command(name, "");
    }
  }

 private:
  void write_all(Context& context) const {
    const auto directory = context.world.host.files->make_directories(*directory_);
    Random& random = *context.world.host.random;
    atomic_write(*directory, "mltrack.1", overview_manual(), random);
    for (const CommandEntry* entry : all_commands()) {
      if (!entry->info.summary.empty()) {
        atomic_write(*directory, manual_name(*entry) + ".1", command_manual(*entry), random);
      }
    }
  }

  std::vector<std::string> words_;
  std::optional<std::string> directory_;
};

const Registration<Man> registration{{
    .name = "man",
    .summary = "Print a manual page",
    .group = Group::program,
    .needs = needs_nothing,
    .description = "",
    .examples = {"mltrack man search | man -l -", "mltrack man --all /usr/local/share/man/man1"},
}};

}  // namespace
}  // namespace mltrack::cli
