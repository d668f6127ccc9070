#pragma once
// One command: one file in cli/commands/, which registers itself with its last line.

#include "context.hpp"
#include "flags.hpp"

#include "mltrack/base/registry.hpp"

#include <array>
#include <memory>
#include <string_view>

namespace mltrack::cli {

class Command {
 public:
  virtual ~Command() = default;
  virtual void declare(Flags& flags) = 0;
  virtual void run(Context& context) = 0;
};

/// Which of the shared options a command has.
enum Needs : unsigned {
  needs_nothing = 0,
  needs_store = 1,       // --tracking-uri, --strict, --wait
  needs_experiment = 2,  // -e, --experiment
  needs_run = 4,         // -r, --run
  needs_output = 8,      // -o, --output, --json, --fields, --no-header, --color
  needs_filter = 16,     // --strict-mlflow
  needs_pager = 32,      // --no-pager
  reads_trees = 64,      // --tracking-uri may be repeated
  names_trees = 128,     // --wait without --tracking-uri: the trees are arguments
};

/// Headings of the overview, in its order.
enum class Group { experiments, runs, logging, artifacts, models, reading, program };

/// What is said about a command in help, manual and docs; all text is static.
struct CommandInfo {
  std::string_view name;  // "log-metric", "artifacts ls"
  std::string_view summary;
  Group group = Group::program;
  unsigned needs = needs_nothing;
  /// A paragraph or two; may be empty.
  std::string_view description;
  /// Lines "command  # what it does".
  std::array<std::string_view, 4> examples{};
};

struct CommandEntry {
  using Make = std::unique_ptr<Command> (*)();
  CommandEntry(const CommandInfo& command_info, Make make_command)
      : info(command_info),
        name(info.name),
        make(make_command),
        next(Registry<CommandEntry>::add(*this)) {}
  CommandInfo info;
  std::string_view name;
  Make make;
  const CommandEntry* next;
};

template <class T>
struct Registration : CommandEntry {
  explicit Registration(const CommandInfo& command_info)
      : CommandEntry(command_info, [] { return std::unique_ptr<Command>(std::make_unique<T>()); }) {
  }
};

}  // namespace mltrack::cli
