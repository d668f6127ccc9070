#include "flags_cli11.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/unicode.hpp"

// CLI11's headers define validators that are built before main, in every program start. Nothing here
// uses them: for this header alone their definitions become declarations of functions.
#define ExistingFile ExistingFile()
#define ExistingDirectory ExistingDirectory()
#define ExistingPath ExistingPath()
#define NonexistentPath NonexistentPath()
#define ValidIPV4 ValidIPV4()
#define Number(...) Number()
#define NonNegativeNumber(...) NonNegativeNumber()
#define PositiveNumber(...) PositiveNumber()
#include <CLI/CLI.hpp>
#undef ExistingFile
#undef ExistingDirectory
#undef ExistingPath
#undef NonexistentPath
#undef ValidIPV4
#undef Number
#undef NonNegativeNumber
#undef PositiveNumber

#include <algorithm>

namespace mltrack::cli {
namespace {

// CLI11 takes "-0.5" for options. A mark before such a value gets it past CLI11; no command line can
// contain it by itself, for the shell passes no such byte by accident and assign() strips only one.
constexpr char mark = '\x01';

constexpr const char* see_help = "--help shows the options; after -- nothing is taken for one.";

std::string marked(const std::string& argument) {
  return is_negative_number(argument) ? mark + argument : argument;
}

std::string_view unmarked(std::string_view argument) {
  if (argument.starts_with(mark)) {
    argument.remove_prefix(1);
  }
  return argument;
}

std::string cli11_name(const FlagSpec& spec) {
  std::string name(spec.long_name);
  if (spec.short_name != '\0') {
    name = std::string{'-', spec.short_name, ','} + name;
  }
  return name;
}

Error unknown_option(const std::vector<FlagSpec>& specs, const std::string& option) {
  // Without the dashes: in short words two equal letters in front look like a likeness.
  std::vector<std::string_view> names{"help"};
  for (const FlagSpec& spec : specs) {
    if (!spec.is_positional()) {
      names.push_back(spec.long_name.substr(2));
    }
  }
  auto error = Error::invalid("Unknown option '{}'", escape_controls(option));
  if (option.starts_with("--")) {
    if (const auto near =
            nearest(std::string_view(option).substr(2, option.find('=') - 2), names)) {
      return std::move(error).with_hint("Did you mean '--{}'?", *near);
    }
  }
  return std::move(error).with_hint(see_help);
}

/// CLI11 says "--step: 1 required TEXT missing".
Error bad_option(const std::vector<FlagSpec>& specs, const CLI::ParseError& error) {
  const std::string_view text = error.what();
  for (const FlagSpec& spec : specs) {
    if (!spec.is_positional() && spec.takes_value() &&
        text.starts_with(std::string(spec.long_name) + ":")) {
      return Error::invalid("{} needs a value: {} {}", spec.long_name, spec.long_name,
                            spec.value_name)
          .with_hint("A value that begins with a dash is joined by =, as in {}=-x.",
                     spec.long_name);
    }
  }
  return Error::invalid("{}", text).with_hint(see_help);
}

/// Tells CLI11 of all options; the most positionals that there may be.
std::size_t declare_options(CLI::App& app, const std::vector<FlagSpec>& specs) {
  std::size_t most_positionals = 0;
  for (const FlagSpec& spec : specs) {
    if (spec.is_positional()) {
      most_positionals = spec.takes_many() ? SIZE_MAX : most_positionals + 1;
    } else if (!spec.takes_value()) {
      app.add_flag_callback(cli11_name(spec), [&spec] { assign(spec, {}); });
    } else {
      CLI::Option* option = app.add_option_function<std::vector<std::string>>(
          cli11_name(spec), [&spec](const std::vector<std::string>& values) {
            for (const std::string& value : values) {
              assign(spec, unmarked(value));
            }
          });
      option->expected(1)->allow_extra_args(false)->required(spec.required);
      if (spec.takes_many()) {
        option->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
      } else {
        option->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
      }
    }
  }
  return most_positionals;
}

void parse_arguments(CLI::App& app, const std::vector<FlagSpec>& specs,
                     const std::vector<std::string>& arguments) {
  std::vector<std::string> reversed;  // CLI11 wants the last argument first
  bool only_positionals = false;
  for (const std::string& argument : arguments) {
    only_positionals = only_positionals || argument == "--";
    reversed.push_back(only_positionals ? argument : marked(argument));
  }
  std::reverse(reversed.begin(), reversed.end());
  try {
    app.parse(reversed);
  } catch (const CLI::ExtrasError&) {
    for (const std::string& argument : arguments) {
      if (argument.starts_with('-') && argument.size() > 1 && !is_negative_number(argument) &&
          app.get_option_no_throw(argument.substr(0, argument.find('='))) == nullptr) {
        throw unknown_option(specs, argument);
      }
    }
    throw Error::invalid("Too many arguments");
  } catch (const CLI::ParseError& error) {
    throw bad_option(specs, error);
  }
}

}  // namespace

std::size_t parse_with_cli11(const std::vector<FlagSpec>& specs,
                             const std::vector<std::string>& arguments) {
  CLI::App app;
  app.set_help_flag();
  std::vector<std::string> positionals;
  const std::size_t most_positionals = declare_options(app, specs);
  app.add_option("POSITIONALS", positionals);
  parse_arguments(app, specs, arguments);
  if (positionals.size() > most_positionals) {
    auto error = Error::invalid("Unexpected argument '{}'",
                                escape_controls(unmarked(positionals[most_positionals])));
    throw most_positionals == 0
        ? std::move(error).with_hint("It takes options only; --help shows them.")
        : std::move(error).with_hint("If it is one value with blanks, quote it.");
  }
  std::size_t next = 0;
  for (const FlagSpec& spec : specs) {
    if (!spec.is_positional()) {
      continue;
    }
    do {
      if (next < positionals.size()) {
        assign(spec, unmarked(positionals[next++]));
      }
    } while (spec.takes_many() && next < positionals.size());
  }
  return positionals.size();
}

}  // namespace mltrack::cli
