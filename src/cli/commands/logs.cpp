#include "command.hpp"
#include "supervise/log_names.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/unicode.hpp"
#include "mltrack/base/url.hpp"
#include "mltrack/host/file_watch.hpp"
#include "mltrack/host/skip.hpp"

#include <array>

namespace mltrack::cli {
namespace {

// How often the status is looked at, and where the system does not tell of changes the logs, too.
constexpr std::int64_t look_ms = 1000;
constexpr std::int64_t blind_look_ms = 500;
constexpr std::int64_t collect_ms = 20;

/// A log that is read as it grows.
struct FollowedLog {
  Stream stream = Stream::out;
  std::uint64_t told = 0;
};

class Logs final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.positional("RUN", handle_, "The run", Completes::run);
    flags.add({.long_name = "--follow",
               .short_name = 'f',
               .help = "Go on until the run has ended",
               .target = &follow_});
    flags.add({.long_name = "--stream",
               .value_name = "STREAM",
               .help = "stdout or stderr alone",
               .target = &stream_,
               .completes = Completes::words,
               .words = "stdout stderr"});
  }

  void run(Context& context) override {
    const std::string id = context.resolve_run(handle_);
    const RunInfo run = context.store().get_run_info(id);
    const auto artifacts = context.artifacts(run);
    std::vector<FollowedLog> logs = chosen();
    if (!follow_ || run.status != RunStatus::running) {
      bool found = false;
      for (FollowedLog& log : logs) {
        found = tell(context, *artifacts, log) || found;
      }
      if (!found) {
        throw Error::not_found("Nothing that run '{}' wrote was kept", escape_controls(handle_))
            .with_hint("mltrack run --capture -- COMMAND keeps it.");
      }
      return;
    }
    const auto watch = system_file_watch();
    const std::string folder =
        local_path(context.store().artifact_root(run)).value_or("") + "/" + std::string(log_folder);
    // The status first: what is read after the end is all.
    for (bool ended = false; !ended;) {
      ended = context.store().get_run_info(id).status != RunStatus::running;
      const bool is_told = watch->add(folder, 0);
      for (FollowedLog& log : logs) {
        (void)tell(context, *artifacts, log);
      }
      if (!ended && watch->wait(is_told ? look_ms : blind_look_ms, collect_ms).unread) {
        throw ClosedPipe{};
      }
    }
  }

 private:
  [[nodiscard]] std::vector<FollowedLog> chosen() const {
    if (!stream_) {
      return {{Stream::out}, {Stream::err}};
    }
    if (*stream_ != "stdout" && *stream_ != "stderr") {
      throw Error::invalid("Invalid value '{}' for --stream: choose stdout or stderr",
                           escape_controls(*stream_));
    }
    return {{*stream_ == "stdout" ? Stream::out : Stream::err}};
  }

  /// Prints what is new; false if there is no such log.
  bool tell(Context& context, Artifacts& artifacts, FollowedLog& log) const {
    const auto reader = artifacts.open(log_name(log.stream));
    if (!reader) {
      return false;
    }
    skip(*reader, log.told);
    // The one that was chosen is the answer.
    Output& output = log.stream == Stream::out || stream_ ? context.world.out : context.world.err;
    constexpr std::size_t piece = 65536;
    std::vector<char> buffer(piece);
    while (const std::size_t count = reader->read(buffer)) {
      output.write({buffer.data(), count});
      log.told += count;
    }
    output.flush();
    return true;
  }

  std::string handle_;
  std::optional<std::string> stream_;
  bool follow_ = false;
};

const Registration<Logs> registration{{
    .name = "logs",
    .summary = "Print what the command of a run wrote",
    .group = Group::reading,
    .needs = needs_store | needs_experiment,
    .description =
        "What `mltrack run --capture` has kept: first what went to standard output, then, on\n"
        "standard error, what went there. Progress bars are left out but for their last state.\n"
        "With --follow both go on as they come, until the run has ended.",
    .examples = {"mltrack logs @last | tail", "mltrack logs -f \"$RUN\"",
                 "mltrack logs \"$RUN\" --stream stderr | grep -i warning"},
}};

}  // namespace
}  // namespace mltrack::cli
