#include "command.hpp"
#include "help.hpp"
#include "offers.hpp"
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
    const Offers offers(context.world.out, words_.empty() ? "" : words_.back());
    if (words_.size() < 2) {
      if (offers.current().starts_with('-')) {
        offer_shared_options(offers);
      } else {
        offer_commands("", offers);
      }
      return;
    }
    const CommandEntry* entry = Registry<CommandEntry>::find(words_[0]);
    std::size_t first = 1;
    if (entry == nullptr && words_.size() > 2) {
      entry = Registry<CommandEntry>::find(words_[0] + " " + words_[1]);
      first = 2;
    }
    if (entry == nullptr) {
      offer_commands(words_[0] + " ", offers);
      return;
    }
    const Described described = describe(*entry);
    complete_argument(context, described.flags.specs(), first);
  }

  void complete_argument(Context& context, const std::vector<FlagSpec>& specs, std::size_t first) {
    const std::string& current = words_.back();
    const std::vector<std::string> plain = plain_words(specs, first);
    const auto offer = [&](const FlagSpec& spec, const Offers& offers) {
      Context line = context_of_line(context, first);
      offer_values(line, spec, plain, offers);
    };
    const Offers offers(context.world.out, current);
    const FlagSpec* asking = option_named(specs, words_[words_.size() - 2]);
    const auto equals = current.starts_with("--") ? current.find('=') : std::string::npos;
    if (asking != nullptr && asking->takes_value() && words_.size() - 2 >= first) {
      offer(*asking, offers);
    } else if (equals != std::string::npos) {
      const FlagSpec* option = option_named(specs, current.substr(0, equals));
      if (option != nullptr && option->takes_value()) {
        offer(*option,
              {context.world.out, current.substr(equals + 1), current.substr(0, equals + 1)});
      }
    } else if (current.starts_with('-')) {
      offer_options(specs, offers);
    } else if (const FlagSpec* positional = positional_behind(plain.size(), specs)) {
      offer(*positional, offers);
    }
  }

  /// Those may stand before the command, too.
  static void offer_shared_options(const Offers& offers) {
    SharedOptions unused;
    offer_options(every_shared_option(unused).specs(), offers);
  }

  static void offer_options(const std::vector<FlagSpec>& specs, const Offers& offers) {
    for (const FlagSpec& spec : specs) {
      if (!spec.is_positional()) {
        offers.add(spec.long_name, spec.help);
      }
    }
  }

  /// Commands, or the second words of those that begin with `prefix`.
  static void offer_commands(const std::string& prefix, const Offers& offers) {
    std::set<std::string> groups;  // "artifacts" once
    for (const CommandEntry* entry : all_commands()) {
      if (entry->info.summary.empty() || !entry->name.starts_with(prefix)) {
        continue;
      }
      const std::string_view rest = entry->name.substr(prefix.size());
      const auto blank = rest.find(' ');
      if (blank == std::string_view::npos) {
        offers.add(rest, entry->info.summary);
      } else if (groups.insert(std::string(rest.substr(0, blank))).second) {
        offers.add(rest.substr(0, blank), group_title(entry->info.group));
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

  /// The words between the command and the last one that are neither options nor their values.
  [[nodiscard]] std::vector<std::string> plain_words(const std::vector<FlagSpec>& specs,
                                                     std::size_t first) const {
    std::vector<std::string> plain;
    for (std::size_t i = first; i + 1 < words_.size(); ++i) {
      const FlagSpec* option = option_named(specs, words_[i]);
      if (option != nullptr) {
        i += option->takes_value() ? 1 : 0;
      } else if (!words_[i].starts_with('-')) {
        plain.push_back(words_[i]);
      }
    }
    return plain;
  }

  /// The positional that comes behind `before` others.
  static const FlagSpec* positional_behind(std::size_t before, const std::vector<FlagSpec>& specs) {
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
        options.tracking_uris.push_back(words_[i + 1]);
      } else if (words_[i] == "--run" || words_[i] == "-r") {
        options.run = words_[i + 1];
      } else if (words_[i] == "--experiment" || words_[i] == "-e") {
        options.experiment = words_[i + 1];
      }
    }
    return {context.world, options};
  }

  std::vector<std::string> words_;
};

const Registration<Complete> registration{
    {.name = "complete", .summary = "", .group = Group::program}};

}  // namespace
}  // namespace mltrack::cli
