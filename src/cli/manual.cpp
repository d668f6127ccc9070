#include "manual.hpp"

#include "topics.hpp"

#include "mltrack/base/version.hpp"

#include <algorithm>

namespace mltrack::cli {
namespace {

/// Text for roff: a backslash, a minus, and a dot or quote that begins a line have meanings there.
std::string roff(std::string_view text) {
  std::string out;
  bool line_begins = true;
  for (const char c : text) {
    if (line_begins && (c == '.' || c == '\'')) {
      out += "\\&";
    }
    line_begins = c == '\n';
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else {
      out += c;
    }
  }
  return out;
}

std::string help_of(const FlagSpec& spec) {
  return spec.environment.empty() ? std::string(spec.help)
                                  : fmt::format("{} [{}]", spec.help, spec.environment);
}

std::string title_line(std::string_view name) {
  std::string upper(name);
  std::transform(upper.begin(), upper.end(), upper.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return fmt::format(".TH \"{}\" 1 \"\" \"mltrack {}\" \"mltrack\"\n", upper, version());
}

/// For a Markdown table cell.
std::string cell(std::string_view text) {
  std::string out;
  for (const char c : text) {
    out += c == '|' ? std::string("\\|") : std::string(1, c);
  }
  return out;
}

std::string file_name(std::string_view command) {
  std::string name(command);
  std::replace(name.begin(), name.end(), ' ', '-');
  return name;
}

void append_markdown_options(std::string& out, const Described& described, bool common,
                             std::string_view title) {
  bool titled = false;
  for (const FlagSpec& spec : described.flags.specs()) {
    if (spec.is_positional() || spec.common != common) {
      continue;
    }
    if (!titled) {
      out += fmt::format("\n## {}\n\n| option | meaning | environment |\n| --- | --- | --- |\n",
                         title);
      titled = true;
    }
    out += fmt::format("| `{}` | {} | {} |\n", cell(option_name(spec)), cell(spec.help),
                       cell(spec.environment));
  }
}

}  // namespace

std::string manual_name(const CommandEntry& entry) {
  return "mltrack-" + file_name(entry.name);
}

std::string command_manual(const CommandEntry& entry) {
  const Described described = describe(entry);
  std::string page = title_line(manual_name(entry));
  page += fmt::format(".SH NAME\n{} \\- {}\n", roff(manual_name(entry)), roff(entry.info.summary));
  page += fmt::format(".SH SYNOPSIS\n.B mltrack\n{}\n", roff(usage_line(described)));
  if (!entry.info.description.empty()) {
    page += fmt::format(".SH DESCRIPTION\n.nf\n{}\n.fi\n", roff(entry.info.description));
  }
  bool titled = false;
  for (const bool common : {false, true}) {
    for (const FlagSpec& spec : described.flags.specs()) {
      if (spec.common != common) {
        continue;
      }
      if (!titled) {
        page += ".SH OPTIONS\n";
        titled = true;
      }
      page +=
          fmt::format(".TP\n.B {}\n{}\n",
                      roff(spec.is_positional() ? std::string(spec.value_name) : option_name(spec)),
                      roff(help_of(spec)));
    }
  }
  if (!entry.info.examples[0].empty()) {
    page += ".SH EXAMPLES\n.nf\n";
    for (const std::string_view example : entry.info.examples) {
      if (!example.empty()) {
        page += roff(example) + "\n";
      }
    }
    page += ".fi\n";
  }
  return page + ".SH SEE ALSO\n.BR mltrack (1)\n";
}

std::string overview_manual() {
  std::string page = title_line("mltrack");
  page +=
      ".SH NAME\nmltrack \\- keep machine\\-learning experiments in an mlruns tree, side by side "
      "with "
      "MLflow\n.SH SYNOPSIS\n.B mltrack\nCOMMAND [options] [arguments]\n.SH COMMANDS\n";
  for (const CommandEntry* entry : all_commands()) {
    if (!entry->info.summary.empty()) {
      page += fmt::format(".TP\n.B {}\n{}\n", roff(entry->name), roff(entry->info.summary));
    }
  }
  for (const Topic* topic = Registry<Topic>::first(); topic != nullptr; topic = topic->next) {
    page += fmt::format(".SH \"{}\"\n.nf\n{}.fi\n", roff(topic->summary), roff(topic->text));
  }
  return page;
}

std::string command_markdown(const CommandEntry& entry) {
  const Described described = describe(entry);
  std::string page = fmt::format("# mltrack {}\n\n{}.\n\n```\nmltrack {}\n```\n", entry.name,
                                 entry.info.summary, usage_line(described));
  if (!entry.info.description.empty()) {
    page += fmt::format("\n```text\n{}\n```\n", entry.info.description);
  }
  if (!entry.info.examples[0].empty()) {
    page += "\n## Examples\n\n```sh\n";
    for (const std::string_view example : entry.info.examples) {
      if (!example.empty()) {
        page += std::string(example) + "\n";
      }
    }
    page += "```\n";
  }
  bool titled = false;
  for (const FlagSpec& spec : described.flags.specs()) {
    if (spec.is_positional()) {
      page += titled ? "" : "\n## Arguments\n\n| argument | meaning |\n| --- | --- |\n";
      titled = true;
      page += fmt::format("| `{}` | {} |\n", cell(spec.value_name), cell(spec.help));
    }
  }
  append_markdown_options(page, described, false, "Options");
  append_markdown_options(page, described, true, "Shared options");
  return page;
}

std::string commands_index_markdown() {
  std::string page =
      "# Commands\n\nGenerated by `mltrack docs`; `mltrack COMMAND --help` says the same.\n";
  const CommandEntry* previous = nullptr;
  for (const CommandEntry* entry : all_commands()) {
    if (entry->info.summary.empty()) {
      continue;
    }
    if (previous == nullptr || previous->info.group != entry->info.group) {
      page += fmt::format("\n## {}\n\n| command | what it does |\n| --- | --- |\n",
                          group_title(entry->info.group));
    }
    page += fmt::format("| [{}]({}.md) | {} |\n", entry->name, file_name(entry->name),
                        entry->info.summary);
    previous = entry;
  }
  return page;
}

}  // namespace mltrack::cli
