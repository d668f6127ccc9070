#include "supervisor.hpp"

#include <algorithm>
#include <csignal>
#include <optional>
#include <utility>

namespace mltrack::cli {
namespace {

/// How long something that the command has left behind may still hold its streams open.
constexpr std::int64_t drain_ms = 1000;
/// How long a command that is to be ended has for it.
constexpr std::int64_t grace_ms = 30'000;

}  // namespace

Outcome Supervisor::run(ProgramCall call) {
  group_ = processes_.has_terminal() ? ProcessGroup::shared : ProcessGroup::own;
  call.group = group_;
  const StartedProgram started = processes_.start(call);
  if (started.error != 0) {
    return outcome_of_refusal(started.error);
  }
  command_ = started.number;
  ProgramEnd end;
  std::optional<std::int64_t> stop_since;
  for (;;) {
    std::int64_t wait_ms = listener_.pause();
    if (listener_.must_stop()) {
      const std::int64_t now = clock_.now_ms();
      if (!stop_since) {
        stop_since = now;
        processes_.send_signal(command_, SIGTERM, group_);
      }
      if (now - *stop_since >= grace_ms) {
        processes_.send_signal(command_, SIGKILL, group_);
      }
      wait_ms = std::min(wait_ms, grace_ms);
    }
    if (hear(processes_.wait(wait_ms), end)) {
      break;
    }
  }
  drain();
  return outcome_of(end, received_);
}

bool Supervisor::hear(ProcessNews news, ProgramEnd& end) {
  for (const ReceivedSignal& signal : news.signals) {
    pass_on(signal);
  }
  for (ProgramText& text : news.texts) {
    if (text.program == command_) {
      listener_.command_wrote(text.stream, std::move(text.text));
    } else {
      listener_.helper_wrote(text);
    }
  }
  bool ended = false;
  for (const ProgramEnd& one : news.ends) {
    if (one.program == command_) {
      end = one;
      ended = true;
    } else {
      listener_.helper_ended(one);
    }
  }
  return ended;
}

void Supervisor::pass_on(const ReceivedSignal& signal) {
  received_.push_back(signal.number);
  const bool is_key = !signal.by_process && (signal.number == SIGINT || signal.number == SIGQUIT);
  if (group_ == ProcessGroup::shared && is_key) {
    return;  // it reached the command, too; not so HUP, when the terminal goes away
  }
  const bool is_for_all =
      group_ == ProcessGroup::own && signal.number != SIGUSR1 && signal.number != SIGUSR2;
  processes_.send_signal(command_, signal.number,
                         is_for_all ? ProcessGroup::own : ProcessGroup::shared);
}

void Supervisor::drain() {
  const std::int64_t until = clock_.now_ms() + drain_ms;
  ProgramEnd unused;
  while (processes_.may_write(command_)) {
    const std::int64_t left = until - clock_.now_ms();
    if (left <= 0) {
      break;
    }
    (void)hear(processes_.wait(left), unused);
    (void)listener_.pause();
  }
}

}  // namespace mltrack::cli
