#pragma once
// The options that many commands have.

#include "command.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace mltrack::cli {

/// Adds those that `needs` asks for, bound to `options`.
void declare_shared_options(Flags& flags, SharedOptions& options, unsigned needs);

/// --color, which commands that draw have without the other options of an output.
[[nodiscard]] FlagSpec color_option(std::optional<std::string>& target);

/// All of them, as they may stand before a command.
[[nodiscard]] Flags every_shared_option(SharedOptions& options);

/// Whether an option before the command is one of these and has its value behind it.
[[nodiscard]] bool shared_option_takes_value(std::string_view argument);

}  // namespace mltrack::cli
