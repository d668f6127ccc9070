#include "command.hpp"
#include "key_value.hpp"

namespace mltrack::cli {
namespace {

class LogMetrics final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.positionals("KEY=VALUE", pairs_, "Metrics with their values", true);
    flags.add({.long_name = "--step",
               .value_name = "N",
               .help = "Step of the values (default 0)",
               .target = &step_});
    flags.add({.long_name = "--timestamp",
               .value_name = "MS",
               .help = "Time of the values, ms since the epoch (default now)",
               .target = &timestamp_});
  }

  void run(Context& context) override {
    const std::int64_t now = timestamp_ ? *timestamp_ : context.world.host.clock->now_ms();
    Batch batch;
    for (const std::string& pair : pairs_) {
      const auto [key, value] = split_key_value(pair, "KEY=VALUE");
      batch.metrics.push_back({.key = key,
                               .value = parse_metric_value(value, key),
                               .timestamp = now,
                               .step = step_.value_or(0)});
    }
    context.store().log_batch(context.current_run(), batch);
  }

 private:
  std::vector<std::string> pairs_;
  std::optional<std::int64_t> step_;
  std::optional<std::int64_t> timestamp_;
};

const Registration<LogMetrics> registration{{
    .name = "log-metrics",
    .summary = "Log values of several metrics at one step",
    .group = Group::logging,
    .needs = needs_store | needs_run,
    .description = "",
    .examples = {"mltrack log-metrics --run \"$RUN\" --step 3 auc=0.91 loss=0.31"},
}};

}  // namespace
}  // namespace mltrack::cli
