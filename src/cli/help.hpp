#pragma once
// Help, from what the commands declare: the overview, a page a command, manual pages, Markdown and
// the list of options that completion needs.

#include "command.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/cli/world.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mltrack::cli {

/// A command with its options, shared ones included. The targets are not to be written to.
struct Described {
  const CommandEntry* entry;
  std::unique_ptr<Command> command;
  std::unique_ptr<SharedOptions> shared;
  Flags flags;
};
[[nodiscard]] Described describe(const CommandEntry& entry);

/// All commands: by group, then by name.
[[nodiscard]] std::vector<const CommandEntry*> all_commands();
[[nodiscard]] std::string_view group_title(Group group);

/// "log-metric [options] KEY VALUE"
[[nodiscard]] std::string usage_line(const Described& described);
/// "-e, --experiment EXPERIMENT"
[[nodiscard]] std::string option_name(const FlagSpec& spec);

void print_overview(Output& out);
/// The commands that begin with a word such as "artifacts"; prints nothing and returns false if
/// there are none.
bool print_group(std::string_view word, Output& out);
void print_help(const CommandEntry& entry, Output& out);

/// With the nearest command as hint.
[[nodiscard]] Error unknown_command(const std::string& word, const std::string& next);

}  // namespace mltrack::cli
