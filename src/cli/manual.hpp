#pragma once
// The help of a command in other forms: manual page and Markdown.

#include "help.hpp"

#include <string>

namespace mltrack::cli {

/// mltrack(1), with all commands and topics.
[[nodiscard]] std::string overview_manual();
/// mltrack-log-metric(1).
[[nodiscard]] std::string command_manual(const CommandEntry& entry);
/// "mltrack-artifacts-ls"
[[nodiscard]] std::string manual_name(const CommandEntry& entry);

/// docs/commands/<name>.md
[[nodiscard]] std::string command_markdown(const CommandEntry& entry);
/// docs/commands/README.md: the list of all commands.
[[nodiscard]] std::string commands_index_markdown();

}  // namespace mltrack::cli
