#include "help.hpp"

#include "command.hpp"
#include "topics.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/unicode.hpp"

namespace mltrack::cli {
namespace {

class Help final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.positionals("TOPIC", words_, "A command or a topic", false);
  }

  void run(Context& context) override {
    Output& out = context.world.out;
    std::string name;
    for (const std::string& word : words_) {
      name += (name.empty() ? "" : " ") + word;
    }
    if (name.empty()) {
      print_overview(out);
    } else if (const Topic* topic = Registry<Topic>::find(name)) {
      out.write(topic->text);
    } else if (const CommandEntry* entry = Registry<CommandEntry>::find(name)) {
      print_help(*entry, out);
    } else if (!print_group(name, out)) {
      throw unknown_topic(name);
    }
  }

 private:
  static Error unknown_topic(const std::string& name) {
    std::vector<std::string_view> names;
    for (const Topic* topic = Registry<Topic>::first(); topic != nullptr; topic = topic->next) {
      names.push_back(topic->name);
    }
    for (const CommandEntry* entry : all_commands()) {
      names.push_back(entry->name);
    }
    auto error = Error::not_found("There is no help on '{}'", escape_controls(name));
    const auto near = nearest(name, names);
    return near ? std::move(error).with_hint("Did you mean '{}'?", *near)
                : std::move(error).with_hint("mltrack help lists commands and topics.");
  }

  std::vector<std::string> words_;
};

const Registration<Help> registration{{
    .name = "help",
    .summary = "Explain a command or a topic",
    .group = Group::program,
    .needs = needs_nothing,
    .description = "",
    .examples = {"mltrack help filter", "mltrack help exit-codes"},
}};

}  // namespace
}  // namespace mltrack::cli
