#include "command.hpp"
#include "counted.hpp"
#include "new_run.hpp"
#include "read_input.hpp"
#include "supervise/begin_run.hpp"
#include "supervise/child_environment.hpp"
#include "supervise/file_patterns.hpp"
#include "supervise/run_keeper.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/number.hpp"
#include "mltrack/base/unicode.hpp"
#include "mltrack/base/url.hpp"

#include <set>

namespace mltrack::cli {
namespace {

class RunCommand final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.positionals("COMMAND", command_, "The program and its arguments", false, Completes::file);
    new_run_.declare(flags);
    flags.add({.long_name = "--capture",
               .help = "Keep what it writes as artifacts logs/stdout.log and logs/stderr.log",
               .target = &capture_});
    flags.add({.long_name = "--scrape",
               .value_name = "PATTERN",
               .help =
                   "Log metrics from the lines it writes: a regular expression, or jsonl; may be "
                   "repeated",
               .target = &patterns_});
    flags.add(
        {.long_name = "--scrape-test",
         .value_name = "FILE",
         .help = "Run nothing, show what --scrape would log of this file (- is standard input)",
         .target = &scrape_test_,
         .completes = Completes::file});
    flags.add({.long_name = "--artifact",
               .value_name = "GLOB",
               .help = "Store these files at the end; may be repeated",
               .target = &artifacts_,
               .completes = Completes::file});
    flags.add({.long_name = "--resume-key",
               .value_name = "KEY",
               .help = "Go on with the run of this key, if there is one",
               .target = &resume_key_});
    flags.add({.long_name = "--must",
               .help = "End the command when the store fails (default: it goes on)",
               .target = &must_});
  }

  void run(Context& context) override {
    if (scrape_test_) {
      test_scraping(context);
      return;
    }
    if (command_.empty()) {
      throw Error::invalid("COMMAND is missing").with_hint("mltrack run -- python train.py");
    }
    if (resume_key_ && resume_key_->empty()) {
      throw Error::invalid("--resume-key is empty");
    }
    const Scraper checked(patterns_, {});  // a bad pattern is told before anything begins
    const auto processes = system_processes();
    processes->take_signals();  // from here on nothing ends us before the run is ended
    const BegunRun begun = begin_run(context, new_run_, command_, resume_key_);
    tell_begin(context, begun);
    RunLog log(context, begun.info, must_ ? StoreNeed::must : StoreNeed::wanted);
    RunKeeper keeper(context.world, *processes, log, capture_ ? Capture::yes : Capture::no,
                     patterns_);
    Supervisor supervisor(*processes, *context.world.host.clock, keeper);
    const Outcome outcome = supervisor.run(call(context, begun.info));
    keeper.finish();
    store_artifacts(context, log);
    log.end(outcome.status, context.world.host.clock->now_ms());
    context.exit_code = outcome.exit_code;
    tell_end(context, outcome);
    if (log.failure()) {
      throw *log.failure();
    }
  }

 private:
  [[nodiscard]] ProgramCall call(const Context& context, const RunInfo& info) const {
    const bool heard = capture_ || !patterns_.empty();
    ProgramCall call{.arguments = command_,
                     .environment = child_environment(context, info),
                     .streams = heard ? Streams::captured : Streams::ours};
    if (heard && !context.world.environment.get("PYTHONUNBUFFERED")) {
      // Into a pipe Python writes in large pieces: nobody could look on.
      call.environment.emplace_back("PYTHONUNBUFFERED", "1");
    }
    return call;
  }

  void store_artifacts(Context& context, RunLog& log) const {
    const std::string tree = normalize_path(local_path(context.tracking_uri()).value_or("mlruns"));
    const std::string without =
        tree.starts_with('/') ? tree : context.world.host.files->working_directory() + "/" + tree;
    std::set<std::string> stored;
    for (const std::string& pattern : artifacts_) {
      const auto found = find_files(*context.world.host.files, pattern, without);
      if (found.empty()) {
        context.warn(fmt::format("no file fits --artifact '{}'", pattern));
      }
      for (const FoundFile& file : found) {
        if (stored.insert(file.name).second) {
          log.upload(file);
        }
      }
    }
  }

  void test_scraping(Context& context) const {
    if (patterns_.empty()) {
      throw Error::invalid("--scrape-test needs a --scrape PATTERN");
    }
    std::size_t number = 0;
    std::size_t count = 0;
    std::set<std::string> keys;
    const auto found = [&](Metric&& point) {
      ++count;
      keys.insert(point.key);
      context.world.out.write(fmt::format("line {}: {} = {} at step {}\n", number,
                                          escape_controls(point.key), format_double(point.value),
                                          point.step));
    };
    Scraper scraper(patterns_, {.found = found,
                                .refused =
                                    [&](const std::string& why) {
                                      context.warn(fmt::format("line {}: {}", number, why));
                                    },
                                .last_step = [](const std::string&) { return std::nullopt; }});
    const std::string text = read_file_or_input(context, *scrape_test_);
    const std::int64_t now = context.world.host.clock->now_ms();
    const auto read = [&](std::string_view line) {
      ++number;
      scraper.read_line(line, now);
    };
    LineSplitter lines;
    lines.take(text, read);
    lines.finish(read);
    context.note(fmt::format("mltrack: {} of {} in {}", counted(count, "point"),
                             counted(keys.size(), "metric"), counted(number, "line")));
  }

  static void tell_begin(Context& context, const BegunRun& begun) {
    context.note(fmt::format(
        "mltrack: run {} '{}'{}", begun.info.run_id, escape_controls(begun.info.run_name),
        begun.how == Begun::again ? fmt::format(" goes on, attempt {}", begun.attempt) : ""));
    context.world.err.flush();
  }

  void tell_end(Context& context, const Outcome& outcome) const {
    if (outcome.status != RunStatus::finished) {
      context.note(fmt::format("mltrack: '{}': {}; the run is {}", escape_controls(command_[0]),
                               outcome.why, run_status_name(outcome.status)));
    }
  }

  NewRunOptions new_run_;
  std::vector<std::string> command_, patterns_, artifacts_;
  std::optional<std::string> scrape_test_, resume_key_;
  bool capture_ = false;
  bool must_ = false;
};

const Registration<RunCommand> registration{{
    .name = "run",
    .summary = "Run a command as a run, from its start to its end",
    .group = Group::runs,
    .needs = needs_store | needs_experiment,
    .description =
        "Starts a run, then COMMAND with MLFLOW_RUN_ID, MLFLOW_EXPERIMENT_ID and\n"
        "MLFLOW_TRACKING_URI in its environment: what it logs with mltrack or with MLflow goes to\n"
        "this run. When it ends the run becomes FINISHED (code 0), KILLED (by a signal, or after\n"
        "one) or FAILED, and mltrack ends with the command's code, 128+N for a signal N.\n"
        "Signals are passed on. Put -- before the command, so that its options are its own.\n"
        "\n"
        "A PATTERN of --scrape is a regular expression whose groups with names are metrics:\n"
        "'loss=(?<loss>\\S+)'. The groups key, value and step are what they say, two groups "
        "without\n"
        "names are key and value. With jsonl every line that is a JSON object gives its numbers.\n"
        "In a GLOB, * stands for any text, slashes included.",
    .examples = {"mltrack run -e churn -p lr=0.01 -- python train.py --lr 0.01",
                 "mltrack run --capture --scrape '(?<key>\\w+)=(?<value>[-+.\\deE]+)' -- ./train",
                 "mltrack run --scrape jsonl --scrape-test slurm-17.out",
                 "mltrack run --resume-key \"$SLURM_JOB_ID\" --artifact 'out/*.pt' -- ./train"},
}};

}  // namespace
}  // namespace mltrack::cli
