// From a command line to a command, and from what it throws to an exit code.

#include "command.hpp"
#include "exit_code.hpp"
#include "help.hpp"
#include "render/error_line.hpp"
#include "shared_options.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/unicode.hpp"
#include "mltrack/cli/run.hpp"
#include "mltrack/wire/json.hpp"

#include <algorithm>
#include <array>

namespace mltrack::cli {
namespace {

struct Call {
  const CommandEntry* entry = nullptr;
  std::vector<std::string> arguments;
};

/// Shared options may stand before the command, too: `mltrack -o json list`. They are moved behind it.
Call find_command(const std::vector<std::string>& arguments) {
  std::vector<std::string> before;
  std::size_t at = 0;
  while (at < arguments.size() && arguments[at].starts_with('-')) {
    const bool takes_value = shared_option_takes_value(arguments[at]);
    before.push_back(arguments[at++]);
    if (takes_value && at < arguments.size()) {
      before.push_back(arguments[at++]);
    }
  }
  if (at == arguments.size()) {
    return {nullptr, before};
  }
  const std::string& word = arguments[at];
  std::size_t rest = at + 1;
  const CommandEntry* entry = nullptr;
  if (rest < arguments.size()) {  // "artifacts ls"
    entry = Registry<CommandEntry>::find(word + " " + arguments[rest]);
    rest += entry == nullptr ? 0 : 1;
  }
  if (entry == nullptr) {
    entry = Registry<CommandEntry>::find(word);
  }
  if (entry == nullptr) {
    throw unknown_command(word, rest < arguments.size() ? arguments[rest] : "");
  }
  before.insert(before.end(), arguments.begin() + static_cast<std::ptrdiff_t>(rest),
                arguments.end());
  return {entry, std::move(before)};
}

/// Options that are no command's own, given in place of one.
bool is_word(const std::vector<std::string>& arguments, std::string_view a, std::string_view b) {
  return !arguments.empty() && (arguments[0] == a || arguments[0] == b);
}

/// `--help` anywhere before `--`.
bool asks_for_help(const std::vector<std::string>& arguments) {
  const auto end = std::find(arguments.begin(), arguments.end(), "--");
  return std::any_of(arguments.begin(), end,
                     [](const std::string& a) { return a == "--help" || a == "-h"; });
}

int run_command(const std::vector<std::string>& arguments, World& world, bool& json_errors) {
  if (arguments.empty() || is_word(arguments, "--help", "-h")) {
    print_overview(world.out);
    return arguments.empty() ? exit_usage : exit_done;
  }
  if (is_word(arguments, "--version", "-V")) {
    return run({"version"}, world);
  }
  if (arguments.size() == 2 && is_word({arguments[1]}, "--help", "-h") &&
      print_group(arguments[0], world.out)) {
    return exit_done;
  }
  const Call call = find_command(arguments);
  if (call.entry == nullptr) {
    throw Error::invalid("No command was given").with_hint("mltrack --help shows them all.");
  }
  if (asks_for_help(call.arguments)) {
    print_help(*call.entry, world.out);
    return exit_done;
  }
  SharedOptions options;
  const auto command = call.entry->make();
  Flags flags;
  command->declare(flags);
  declare_shared_options(flags, options, call.entry->info.needs);
  flags.parse(call.arguments);
  if (options.tracking_uris.size() > 1 && (call.entry->info.needs & reads_trees) == 0) {
    throw Error::invalid("{} works on one tree, and --tracking-uri names {}", call.entry->name,
                         options.tracking_uris.size())
        .with_hint("Commands that only read runs, such as list, search and show, take several.");
  }
  Context context(world, std::move(options));
  json_errors = (call.entry->info.needs & needs_output) != 0 && context.wants_json();
  if ((call.entry->info.needs & needs_pager) != 0) {
    context.use_pager();
  }
  command->run(context);
  return context.exit_code;
}

}  // namespace

int run(const std::vector<std::string>& arguments, World& world) {
  bool json_errors = false;
  try {
    try {
      const int code = run_command(arguments, world, json_errors);
      world.out.close();
      world.err.flush();
      return code;
    } catch (const Error& error) {
      world.out.close();  // what was answered before stays answered
      print_error(world.err, error, json_errors);
      world.err.flush();
      return exit_code_of(error.failure());
    }
  } catch (const ClosedPipe& closed) {
    return closed.of_pager ? exit_done : exit_closed_pipe;
  } catch (const std::exception& error) {
    // A full disk under stdout, no memory: nothing more can be said than this.
    try {
      print_error(world.err, Error::internal("{}", error.what()), json_errors);
      world.err.flush();
    } catch (...) {  // NOLINT(bugprone-empty-catch): stderr is gone as well
    }
    return exit_failed;
  }
}

}  // namespace mltrack::cli
