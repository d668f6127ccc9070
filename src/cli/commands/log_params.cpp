#include "command.hpp"
#include "flatten.hpp"
#include "key_value.hpp"

#include "mltrack/base/error.hpp"

namespace mltrack::cli {
namespace {

class LogParams final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.positionals("KEY=VALUE", pairs_, "Params with their values", false);
    flags.add({.long_name = "--file",
               .short_name = 'f',
               .value_name = "FILE",
               .help = "Take them from a YAML or JSON file (- is standard input); nested keys are "
                       "joined by dots",
               .target = &file_,
               .completes = Completes::file});
  }

  void run(Context& context) override {
    Batch batch;
    if (file_) {
      for (auto& [key, value] : flat_values(context, *file_)) {
        batch.params.push_back({std::move(key), std::move(value)});
      }
    }
    for (const std::string& pair : pairs_) {
      const auto [key, value] = split_key_value(pair, "KEY=VALUE");
      batch.params.push_back({key, value});
    }
    if (batch.params.empty() && !file_) {
      throw Error::invalid("No params were given").with_hint("Give KEY=VALUE or --file FILE.");
    }
    context.store().log_batch(context.current_run(), batch);
  }

 private:
  std::vector<std::string> pairs_;
  std::optional<std::string> file_;
};

const Registration<LogParams> registration{{
    .name = "log-params",
    .summary = "Log several params, also from a YAML or JSON file",
    .group = Group::logging,
    .needs = needs_store | needs_run,
    .description =
        "Values from a file are stored as mlflow.log_params would store them: true becomes\n"
        "True, null None, a list [1, 2]. Nested keys are joined: model: {depth: 3} is\n"
        "model.depth.",
    .examples = {"mltrack log-params --run \"$RUN\" lr=0.01 opt=adam",
                 "mltrack log-params --run \"$RUN\" --file config.yaml"},
}};

}  // namespace
}  // namespace mltrack::cli
