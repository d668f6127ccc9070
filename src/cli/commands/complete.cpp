#include "command.hpp"
#include "help.hpp"
#include "shared_options.hpp"

#include "mltrack/base/error.hpp"

#include <algorithm>
#include <set>

namespace mltrack::cli {
namespace {

/// What the completion scripts ask: the words so far, the last of them unfinished.
class Complete final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.positionals("WORD", words_, "The words behind mltrack", false);
  }

  void run(Context& context) override {
    try {
      complete(context);
    } catch (const Error&) {  // NOLINT(bugprone-empty-catch): a prompt is no place for messages
    }
  }

 private:
  /// Shared options before the command are moved behind it, as the program itself takes them.
  void move_leading_options() {
    std::size_t command = 0;
    while (command + 1 < words_.size() && words_[command].starts_with('-')) {
      command += shared_option_takes_value(words_[command]) ? 2 : 1;
    }
    if (command == 0 || command + 1 >= words_.size()) {
      return;
    }
    const auto at = [&](std::size_t i) { return words_.begin() + static_cast<std::ptrdiff_t>(i); };
    const bool two_words =
        command + 2 < words_.size() &&
        Registry<CommandEntry>::find(words_[command] + " " + words_[command + 1]) != nullptr;
    std::rotate(words_.begin(), at(command), at(command + (two_words ? 2 : 1)));
  }

  void complete(Context& context) {
    move_leading_options();
    const std::string current = words_.empty() ? "" : words_.back();
    if (words_.size() < 2) {
      offer_commands(context, "", current);
      return;
    }
    const CommandEntry* entry = Registry<CommandEntry>::find(words_[0]);
    std::size_t first = 1;
    if (entry == nullptr && words_.size() > 2) {
      entry = Registry<CommandEntry>::find(words_[0] + " " + words_[1]);
      first = 2;
    }
    if (entry == nullptr) {
      offer_commands(context, words_[0] + " ", current);
      return;
    }
    const Described described = describe(*entry);
    const auto& specs = described.flags.specs();
    const FlagSpec* asking = option_named(specs, words_[words_.size() - 2]);
    if (asking != nullptr && asking->takes_value() && words_.size() - 2 >= first) {
      offer_values(context, *asking, current, first);
    } else if (current.starts_with('-')) {
      for (const FlagSpec& spec : specs) {
        if (!spec.is_positional()) {
          offer(context, spec.long_name, spec.help, current);
        }
      }
    } else if (const FlagSpec* positional = positional_at_end(specs, first)) {
      offer_values(context, *positional, current, first);
    }
  }

  static void offer(Context& context, std::string_view word, std::string_view meaning,
                    const std::string& current) {
    if (word.starts_with(current)) {
      context.world.out.write(fmt::format("{}\t{}\n", word, meaning));
    }
  }

  /// Commands, or the second words of those that begin with `prefix`.
  static void offer_commands(Context& context, const std::string& prefix,
                             const std::string& current) {
    std::set<std::string> groups;  // "artifacts" once
    for (const CommandEntry* entry : all_commands()) {
      if (entry->info.summary.empty() || !entry->name.starts_with(prefix)) {
        continue;
      }
      const std::string_view rest = entry->name.substr(prefix.size());
      const auto blank = rest.find(' ');
      if (blank == std::string_view::npos) {
        offer(context, rest, entry->info.summary, current);
      } else if (groups.insert(std::string(rest.substr(0, blank))).second) {
        offer(context, rest.substr(0, blank), group_title(entry->info.group), current);
      }
    }
  }

  static const FlagSpec* option_named(const std::vector<FlagSpec>& specs, std::string_view word) {
    for (const FlagSpec& spec : specs) {
      if (!spec.is_positional() && (word == spec.long_name || (word.size() == 2 && word[0] == '-' &&
                                                               word[1] == spec.short_name))) {
        return &spec;
      }
    }
    return nullptr;
  }

  /// Which positional the last word is.
  [[nodiscard]] const FlagSpec* positional_at_end(const std::vector<FlagSpec>& specs,
                                                  std::size_t first) const {
    std::size_t before = 0;
    for (std::size_t i = first; i + 1 < words_.size(); ++i) {
      const FlagSpec* option = option_named(specs, words_[i]);
      if (option != nullptr) {
        i += option->takes_value() ? 1 : 0;
      } else if (!words_[i].starts_with('-')) {
        ++before;
      }
    }
    for (const FlagSpec& spec : specs) {
      if (spec.is_positional() && (before == 0 || spec.takes_many())) {
        return &spec;
      }
      before -= spec.is_positional() ? 1 : 0;
    }
    return nullptr;
  }

  /// A context with the tree and the run that the line so far names.
  [[nodiscard]] Context context_of_line(Context& context, std::size_t first) const {
    SharedOptions options;
    for (std::size_t i = first; i + 2 < words_.size(); ++i) {
      if (words_[i] == "--tracking-uri") {
        options.tracking_uri = words_[i + 1];
      } else if (words_[i] == "--run" || words_[i] == "-r") {
        options.run = words_[i + 1];
      } else if (words_[i] == "--experiment" || words_[i] == "-e") {
        options.experiment = words_[i + 1];
      }
    }
    return {context.world, options};
  }

  void offer_values(Context& context, const FlagSpec& spec, const std::string& current,
                    std::size_t first) const {
    constexpr std::size_t most_runs = 200;
    if (spec.completes == Completes::file) {
      context.world.out.write(":files\n");
      return;
    }
    if (spec.completes == Completes::words) {
      for (std::string_view rest = spec.words; !rest.empty();) {
        const auto blank = std::min(rest.find(' '), rest.size());
        offer(context, rest.substr(0, blank), "", current);
        rest.remove_prefix(std::min(blank + 1, rest.size()));
      }
      return;
    }
    if (spec.completes == Completes::nothing) {
      return;
    }
    Context line = context_of_line(context, first);
    if (spec.completes == Completes::experiment) {
      for (const Experiment& experiment :
           line.store().search_experiments({.view = ViewType::all}).items) {
        offer(context, experiment.name, experiment.experiment_id, current);
      }
      return;
    }
    const auto runs =
        line.store().search_runs({.experiment_ids = line.all_experiment_ids(ViewType::all),
                                  .view = ViewType::all,
                                  .max_results = most_runs});
    if (spec.completes == Completes::run) {
      offer(context, "@last", "the newest run", current);
      offer(context, "@best:", "KEY:max or KEY:min: the best run by a metric", current);
      for (const Run& run : runs.items) {
        offer(context, run.info.run_id, run.info.run_name, current);
        offer(context, run.info.run_name, run.info.run_id, current);
      }
      return;
    }
    std::set<std::string> keys;
    for (const Run& run : runs.items) {
      const auto gather = [&](const auto& list) {
        for (const auto& item : list) {
          keys.insert(item.key);
        }
      };
      if (spec.completes == Completes::metric_key) {
        gather(run.data.metrics);
      } else if (spec.completes == Completes::param_key) {
        gather(run.data.params);
      } else {
        gather(run.data.tags);
      }
    }
    for (const std::string& key : keys) {
      offer(context, key, "", current);
    }
  }

  std::vector<std::string> words_;
};

const Registration<Complete> registration{
    {.name = "complete", .summary = "", .group = Group::program}};

}  // namespace
}  // namespace mltrack::cli
