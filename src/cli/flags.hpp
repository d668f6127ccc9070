#pragma once
// What a command takes on its command line. Declared once by the command; parsing, help, manual
// pages, completion and docs are all made from it.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace mltrack::cli {

/// What completion offers for a value.
enum class Completes {
  nothing,
  run,
  experiment,
  metric_key,
  param_key,
  tag_key,
  column,    // metrics.auc, status
  columns,   // several, with commas between them
  artifact,  // a path in the run that stands before it
  model,     // a registered model, or a version of it
  file,
  words
};

/// Where a value goes. Text is converted as the type asks; what does not convert is a usage error
/// that names the option and the value.
using Target = std::variant<bool*, std::string*, std::optional<std::string>*,
                            std::optional<std::int64_t>*, std::vector<std::string>*>;

struct FlagSpec {
  std::string_view long_name;   // "--step"; empty for a positional
  char short_name = '\0';       // 'e' for -e
  std::string_view value_name;  // "N", "KEY"; empty for a switch
  std::string_view help;
  Target target;
  bool required = false;
  Completes completes = Completes::nothing;
  std::string_view words;        // for Completes::words: "FINISHED FAILED KILLED"
  std::string_view environment;  // the variable that stands in for it, for help only
  bool common = false;           // one of the options that many commands share

  [[nodiscard]] bool is_positional() const { return long_name.empty(); }
  [[nodiscard]] bool takes_value() const { return !value_name.empty(); }
  [[nodiscard]] bool takes_many() const {
    return std::holds_alternative<std::vector<std::string>*>(target);
  }
};

class Flags {
 public:
  void add(FlagSpec spec) { specs_.push_back(spec); }

  /// Positionals, in the order in which they are declared. One that takes many comes last.
  void positional(std::string_view name, std::string& target, std::string_view help,
                  Completes completes = Completes::nothing);
  void optional_positional(std::string_view name, std::optional<std::string>& target,
                           std::string_view help, Completes completes = Completes::nothing);
  void positionals(std::string_view name, std::vector<std::string>& target, std::string_view help,
                   bool required, Completes completes = Completes::nothing);

  [[nodiscard]] const std::vector<FlagSpec>& specs() const { return specs_; }

  /// Fills the targets. Throws Error::invalid for everything that does not fit, with the nearest
  /// option as hint. `-1`, `-.5`, `-inf` and `-nan` are values, never options; `--` ends options;
  /// options may stand before and behind positionals.
  void parse(const std::vector<std::string>& arguments) const;

 private:
  /// The plain cases, which are nearly all: long and short options with their values. False for
  /// anything it is not sure of; the targets may then hold part of the answer.
  [[nodiscard]] bool parse_plain(const std::vector<std::string>& arguments) const;
  /// Everything, by CLI11.
  void parse_fully(const std::vector<std::string>& arguments) const;
  void check_positionals(std::size_t given) const;
  void reset() const;

  std::vector<FlagSpec> specs_;
};

/// Puts `text` into the target of `spec`.
void assign(const FlagSpec& spec, std::string_view text);

/// A value that begins with a minus: a number.
[[nodiscard]] bool is_negative_number(std::string_view argument);

}  // namespace mltrack::cli
