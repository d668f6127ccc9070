#include "command.hpp"
#include "flatten.hpp"
#include "key_value.hpp"

#include "mltrack/base/error.hpp"

namespace mltrack::cli {
namespace {

class SetTags final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.positionals("KEY=VALUE", pairs_, "Tags with their values", false);
    flags.add({.long_name = "--file",
               .short_name = 'f',
               .value_name = "FILE",
               .help = "Take them from a YAML or JSON file (- is standard input)",
               .target = &file_,
               .completes = Completes::file});
  }

  void run(Context& context) override {
    Batch batch;
    if (file_) {
      for (auto& [key, value] : flat_values(context, *file_)) {
        batch.tags.push_back({std::move(key), std::move(value)});
      }
    }
    for (const std::string& pair : pairs_) {
      const auto [key, value] = split_key_value(pair, "KEY=VALUE");
      batch.tags.push_back({key, value});
    }
    if (batch.tags.empty() && !file_) {
      throw Error::invalid("No tags were given").with_hint("Give KEY=VALUE or --file FILE.");
    }
    context.store().log_batch(context.current_run(), batch);
  }

 private:
  std::vector<std::string> pairs_;
  std::optional<std::string> file_;
};

const Registration<SetTags> registration{{
    .name = "set-tags",
    .summary = "Set several tags of a run",
    .group = Group::logging,
    .needs = needs_store | needs_run,
    .description = "",
    .examples = {"mltrack set-tags --run \"$RUN\" stage=candidate team=growth"},
}};

}  // namespace
}  // namespace mltrack::cli
