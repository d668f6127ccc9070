#include "flags.hpp"

#include "flags_cli11.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/number.hpp"
#include "mltrack/base/unicode.hpp"

#include <algorithm>

namespace mltrack::cli {
namespace {

/// "--step", "KEY".
std::string_view name_of(const FlagSpec& spec) {
  return spec.is_positional() ? spec.value_name : spec.long_name;
}

}  // namespace

void Flags::positional(std::string_view name, std::string& target, std::string_view help,
                       Completes completes) {
  add({.value_name = name,
       .help = help,
       .target = &target,
       .required = true,
       .completes = completes});
}

void Flags::optional_positional(std::string_view name, std::optional<std::string>& target,
                                std::string_view help, Completes completes) {
  add({.value_name = name, .help = help, .target = &target, .completes = completes});
}

void Flags::positionals(std::string_view name, std::vector<std::string>& target,
                        std::string_view help, bool required, Completes completes) {
  add({.value_name = name,
       .help = help,
       .target = &target,
       .required = required,
       .completes = completes});
}

bool is_negative_number(std::string_view argument) {
  if (argument.size() < 2 || argument[0] != '-') {
    return false;
  }
  const char c = argument[1];
  return (c >= '0' && c <= '9') || c == '.' ||
         (argument.size() > 2 && parse_python_float(argument).has_value());
}

void assign(const FlagSpec& spec, std::string_view text) {
  struct Assign {
    const FlagSpec& spec;
    std::string_view text;
    void operator()(bool* target) const { *target = true; }
    void operator()(std::string* target) const { *target = text; }
    void operator()(std::optional<std::string>* target) const { *target = std::string(text); }
    void operator()(std::vector<std::string>* target) const { target->emplace_back(text); }
    void operator()(std::optional<std::int64_t>* target) const {
      *target = parse_typed_int(text);
      if (!*target) {
        throw Error::invalid("Invalid value '{}' for {}: it is not an integer of 64 bits",
                             escape_controls(text), name_of(spec));
      }
    }
  };
  std::visit(Assign{spec, text}, spec.target);
}

void Flags::reset() const {
  struct Reset {
    void operator()(bool* target) const { *target = false; }
    void operator()(std::string* target) const { target->clear(); }
    void operator()(std::optional<std::string>* target) const { target->reset(); }
    void operator()(std::optional<std::int64_t>* target) const { target->reset(); }
    void operator()(std::vector<std::string>* target) const { target->clear(); }
  };
  for (const FlagSpec& spec : specs_) {
    std::visit(Reset{}, spec.target);
  }
}

namespace {

/// The value of an option without `=`: the argument behind it, which `index` then stands at. False if
/// that looks like an option.
bool assign_detached(const FlagSpec& spec, const std::vector<std::string>& arguments,
                     std::size_t& index) {
  if (!spec.takes_value()) {
    assign(spec, {});
    return true;
  }
  if (index + 1 == arguments.size()) {
    return false;
  }
  const std::string& value = arguments[index + 1];
  if (value.starts_with('-') && value != "-" && !is_negative_number(value)) {
    return false;
  }
  assign(spec, value);
  ++index;
  return true;
}

}  // namespace

bool Flags::parse_plain(const std::vector<std::string>& arguments) const {
  std::vector<const FlagSpec*> positionals;
  for (const FlagSpec& spec : specs_) {
    if (spec.is_positional()) {
      positionals.push_back(&spec);
    }
  }
  std::vector<const FlagSpec*> seen;
  std::size_t next_positional = 0;
  std::size_t given = 0;
  bool only_positionals = false;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string_view argument = arguments[i];
    if (!only_positionals && argument == "--") {
      only_positionals = true;
      continue;
    }
    if (only_positionals || argument.size() < 2 || argument[0] != '-' ||
        is_negative_number(argument)) {
      if (next_positional == positionals.size()) {
        return false;
      }
      assign(*positionals[next_positional], argument);
      ++given;
      next_positional += positionals[next_positional]->takes_many() ? 0 : 1;
      continue;
    }
    const auto equals = argument.find('=');
    const bool is_long = argument.starts_with("--");
    const std::string_view name = is_long ? argument.substr(0, equals) : argument;
    const auto spec = std::find_if(specs_.begin(), specs_.end(), [&](const FlagSpec& candidate) {
      return is_long ? candidate.long_name == name
                     : argument.size() == 2 && candidate.short_name == argument[1];
    });
    if (spec == specs_.end() || spec->is_positional()) {
      return false;
    }
    // A switch with a value, or a single option given twice, is for CLI11 to judge.
    if (!spec->takes_many() && std::find(seen.begin(), seen.end(), &*spec) != seen.end()) {
      return false;
    }
    seen.push_back(&*spec);
    const bool attached = is_long && equals != std::string_view::npos;
    if (attached ? !spec->takes_value() : !assign_detached(*spec, arguments, i)) {
      return false;
    }
    if (attached) {
      assign(*spec, argument.substr(equals + 1));
    }
  }
  const bool options_complete =
      std::all_of(specs_.begin(), specs_.end(), [&](const FlagSpec& spec) {
        return spec.is_positional() || !spec.required ||
               std::find(seen.begin(), seen.end(), &spec) != seen.end();
      });
  if (options_complete) {
    check_positionals(given);
  }
  return options_complete;
}

void Flags::check_positionals(std::size_t given) const {
  for (const FlagSpec& spec : specs_) {
    if (!spec.is_positional()) {
      continue;
    }
    if (given == 0 && spec.required) {
      throw Error::invalid("{} is missing", spec.value_name);
    }
    given -= std::min<std::size_t>(given, spec.takes_many() ? given : 1);
  }
}

void Flags::parse(const std::vector<std::string>& arguments) const {
  if (parse_plain(arguments)) {
    return;
  }
  reset();
  parse_fully(arguments);
}

void Flags::parse_fully(const std::vector<std::string>& arguments) const {
  check_positionals(parse_with_cli11(specs_, arguments));
}

}  // namespace mltrack::cli
