#include "command.hpp"
#include "shared_options.hpp"
#include "watch/watcher.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/time.hpp"
#include "mltrack/base/unicode.hpp"

namespace mltrack::cli {
namespace {

class Watch final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.positionals("RUN", handles_,
                      "The runs (default: all that are running, and those that start meanwhile)",
                      false, Completes::run);
    flags.add({.long_name = "--metric",
               .short_name = 'm',
               .value_name = "KEY",
               .help = "Only this metric; may be repeated",
               .target = &metrics_,
               .completes = Completes::metric_key});
    flags.add({.long_name = "--until-done",
               .help = "End when all runs have ended: 0 if all are FINISHED, else 1",
               .target = &until_done_});
    flags.add({.long_name = "--timeout",
               .value_name = "TIME",
               .help = "Give up after so long: 90s, 15m, 2h",
               .target = &timeout_});
    flags.add({.long_name = "--interval",
               .value_name = "TIME",
               .help = "Look every so often, in place of waiting for changes",
               .target = &interval_});
    flags.add(color_option(color_));
  }

  void run(Context& context) override {
    WatchOptions options{.interval_ms = time_of(interval_, "--interval"),
                         .until = until_done_ ? WatchUntil::all_ended : WatchUntil::interrupted,
                         .timeout_ms = time_of(timeout_, "--timeout")};
    const bool color = context.use_color(color_);
    const bool live = context.world.out.is_terminal() &&
                      context.world.variable("TERM").value_or("dumb") != "dumb";
    const auto watch = system_file_watch();
    if (live) {
      watch->take_signals();  // before there are threads that would get them
    }
    for (const std::string& handle : handles_) {
      options.run_ids.push_back(context.resolve_run(handle));
    }
    if (const auto experiment = context.chosen_experiment(); handles_.empty() && experiment) {
      options.experiment_id = experiment->experiment_id;
    }
    bool left_out_some = false;
    {
      const auto view = live ? live_view(context, metrics_, color) : event_view(context, metrics_);
      Watcher watcher(context, *watch, std::move(options), *view);
      context.exit_code = watcher.run();
      left_out_some = watcher.left_out_some();
    }
    if (left_out_some) {
      context.note(
          "Only the newest 100 of the running runs were watched; -e and RUN choose others");
    }
  }

 private:
  static std::optional<std::int64_t> time_of(const std::optional<std::string>& text,
                                             std::string_view option) {
    constexpr std::int64_t least = 50;
    if (!text) {
      return std::nullopt;
    }
    const auto ms = parse_duration(*text);
    if (!ms || *ms < least) {
      throw Error::invalid("Invalid value '{}' for {}", escape_controls(*text), option)
          .with_hint("Give a time of 50ms or more: 500ms, 2s, 15m, 2h.");
    }
    return ms;
  }

  std::vector<std::string> handles_;
  std::vector<std::string> metrics_;
  std::optional<std::string> timeout_, interval_, color_;
  bool until_done_ = false;
};

const Registration<Watch> registration{{
    .name = "watch",
    .summary = "Look on while runs go on",
    .group = Group::reading,
    .needs = needs_store | needs_experiment,
    .description =
        "In a terminal a picture that moves, until Ctrl-C; on a pipe a line of JSON for each\n"
        "event: a run that appears, a point that is logged, a status that changes. Changes are\n"
        "seen at once where the system tells of them; on a network disk every two seconds.",
    .examples = {"mltrack watch", "mltrack watch @last --metric loss",
                 "mltrack watch --until-done \"$RUN\" && echo trained",
                 "mltrack watch | jq 'select(.key == \"loss\" and .value > 10)'"},
}};

}  // namespace
}  // namespace mltrack::cli
