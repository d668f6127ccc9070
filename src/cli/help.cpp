#include "help.hpp"

#include "shared_options.hpp"
#include "topics.hpp"

#include "mltrack/base/unicode.hpp"

#include <algorithm>
#include <array>

namespace mltrack::cli {
namespace {

constexpr std::size_t text_width = 80;

/// `left` in a column, `right` beside it, wrapped.
std::string two_columns(std::string_view left, std::string_view right, std::size_t column) {
  std::string out = "  " + std::string(left);
  std::size_t at = 2 + left.size();
  if (at + 2 > column) {
    out += '\n';
    at = 0;
  }
  out.append(column - at, ' ');
  at = column;
  while (!right.empty()) {
    const auto space = std::min(right.find(' '), right.size());
    const std::string_view word = right.substr(0, space);
    if (at > column && at + 1 + word.size() > text_width) {
      out += '\n';
      out.append(column, ' ');
      at = column;
    } else if (at > column) {
      out += ' ';
      ++at;
    }
    out += word;
    at += word.size();
    right.remove_prefix(std::min(space + 1, right.size()));
  }
  return out + '\n';
}

std::string help_of(const FlagSpec& spec) {
  std::string text(spec.help);
  if (!spec.environment.empty()) {
    text += fmt::format(" [{}]", spec.environment);
  }
  return text;
}

void print_options(const Described& described, bool common, std::string_view title, Output& out) {
  constexpr std::size_t column = 28;
  bool titled = false;
  for (const FlagSpec& spec : described.flags.specs()) {
    if (spec.is_positional() || spec.common != common) {
      continue;
    }
    if (!titled) {
      out.write(fmt::format("\n{}:\n", title));
      titled = true;
    }
    out.write(two_columns(option_name(spec), help_of(spec), column));
  }
  if (common) {
    out.write(two_columns("-h, --help", "This page", column));
  }
}

}  // namespace

Described describe(const CommandEntry& entry) {
  Described described{&entry, entry.make(), std::make_unique<SharedOptions>(), {}};
  described.command->declare(described.flags);
  declare_shared_options(described.flags, *described.shared, entry.info.needs);
  return described;
}

std::vector<const CommandEntry*> all_commands() {
  std::vector<const CommandEntry*> commands;
  for (const CommandEntry* entry = Registry<CommandEntry>::first(); entry != nullptr;
       entry = entry->next) {
    commands.push_back(entry);
  }
  std::sort(commands.begin(), commands.end(), [](const CommandEntry* a, const CommandEntry* b) {
    return std::pair(a->info.group, a->name) < std::pair(b->info.group, b->name);
  });
  return commands;
}

std::string_view group_title(Group group) {
  switch (group) {
    case Group::experiments:
      return "Experiments";
    case Group::runs:
      return "Runs";
    case Group::logging:
      return "Logging";
    case Group::artifacts:
      return "Artifacts";
    case Group::models:
      return "Models";
    case Group::reading:
      return "Reading";
    case Group::program:
      return "The program";
  }
  return {};
}

std::string option_name(const FlagSpec& spec) {
  std::string name(spec.long_name);
  if (spec.short_name != '\0') {
    name = fmt::format("-{}, {}", spec.short_name, name);
  }
  return spec.takes_value() ? fmt::format("{} {}", name, spec.value_name) : name;
}

std::string usage_line(const Described& described) {
  std::string line(described.entry->name);
  line += " [options]";
  for (const FlagSpec& spec : described.flags.specs()) {
    if (!spec.is_positional()) {
      continue;
    }
    const std::string name = std::string(spec.value_name) + (spec.takes_many() ? "..." : "");
    line += spec.required ? " " + name : " [" + name + "]";
  }
  return line;
}

void print_overview(Output& out) {
  out.write(
      "mltrack keeps machine-learning experiments in an mlruns/ tree, side by side with\n"
      "MLflow.\n\n"
      "  mltrack create-experiment churn\n"
      "  RUN=$(mltrack start-run --experiment churn)\n"
      "  mltrack log-metric --run \"$RUN\" auc 0.91 --step 3\n"
      "  mltrack search \"metrics.auc > 0.8\" --order-by \"metrics.auc DESC\"\n");
  constexpr std::size_t column = 26;
  const CommandEntry* previous = nullptr;
  for (const CommandEntry* entry : all_commands()) {
    if (entry->info.summary.empty()) {
      continue;  // for scripts of the program itself
    }
    if (previous == nullptr || previous->info.group != entry->info.group) {
      out.write(fmt::format("\n{}:\n", group_title(entry->info.group)));
    }
    out.write(two_columns(entry->name, entry->info.summary, column));
    previous = entry;
  }
  out.write("\nTopics:\n");
  for (const Topic* topic = Registry<Topic>::first(); topic != nullptr; topic = topic->next) {
    out.write(two_columns(topic->name, topic->summary, column));
  }
  out.write("\nmltrack COMMAND --help says more; so does mltrack help TOPIC.\n");
}

bool print_group(std::string_view word, Output& out) {
  constexpr std::size_t column = 26;
  bool any = false;
  for (const CommandEntry* entry : all_commands()) {
    if (!entry->name.starts_with(std::string(word) + " ")) {
      continue;
    }
    out.write(any ? "" : fmt::format("{}:\n", group_title(entry->info.group)));
    out.write(two_columns(entry->name, entry->info.summary, column));
    any = true;
  }
  if (any) {
    out.write(fmt::format("\nmltrack {} COMMAND --help says more.\n", word));
  }
  return any;
}

void print_help(const CommandEntry& entry, Output& out) {
  const Described described = describe(entry);
  out.write(fmt::format("{}\n\nUsage: mltrack {}\n", entry.info.summary, usage_line(described)));
  if (!entry.info.examples[0].empty()) {
    out.write("\nExamples:\n");
    for (const std::string_view example : entry.info.examples) {
      if (!example.empty()) {
        out.write(fmt::format("  {}\n", example));
      }
    }
  }
  if (!entry.info.description.empty()) {
    out.write(fmt::format("\n{}\n", entry.info.description));
  }
  constexpr std::size_t column = 28;
  bool titled = false;
  for (const FlagSpec& spec : described.flags.specs()) {
    if (spec.is_positional()) {
      if (!titled) {
        out.write("\nArguments:\n");
        titled = true;
      }
      out.write(two_columns(spec.value_name, help_of(spec), column));
    }
  }
  print_options(described, false, "Options", out);
  print_options(described, true, "Shared options", out);
}

Error unknown_command(const std::string& word, const std::string& next) {
  std::vector<std::string_view> names;
  std::vector<std::string_view> members;  // of a group such as "artifacts"
  for (const CommandEntry* entry : all_commands()) {
    const std::string_view name = entry->name;
    names.push_back(name);
    names.push_back(name.substr(0, name.find(' ')));
    if (name.starts_with(word + " ")) {
      members.push_back(name);
    }
  }
  if (!members.empty()) {
    const std::string whole = word + " " + next;
    auto error = next.empty() ? Error::invalid("'{}' needs to be told what to do", word)
                              : Error::invalid("Unknown command '{}'", escape_controls(whole));
    const auto near = next.empty() ? std::nullopt : nearest(whole, members);
    return near ? std::move(error).with_hint("Did you mean '{}'?", *near)
                : std::move(error).with_hint("There are: {}.", fmt::join(members, ", "));
  }
  auto error = Error::invalid("Unknown command '{}'", escape_controls(word));
  if (const auto near = nearest(word, names)) {
    return std::move(error).with_hint("Did you mean '{}'?", *near);
  }
  return std::move(error).with_hint("mltrack --help shows them all.");
}

}  // namespace mltrack::cli
