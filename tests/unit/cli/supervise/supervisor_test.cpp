#include "cli/supervise/supervisor.hpp"

#include "support/scripted_processes.hpp"

#include <doctest/doctest.h>

#include <cerrno>
#include <csignal>

using namespace mltrack;       // NOLINT(google-build-using-namespace)
using namespace mltrack::cli;  // NOLINT(google-build-using-namespace)

namespace {

class ToldListener final : public SupervisorListener {
 public:
  void command_wrote(Stream stream, std::string&& text) override {
    told += (stream == Stream::out ? "out:" : "err:") + text + " ";
  }
  void helper_wrote(const ProgramText& text) override { told += "helper:" + text.text + " "; }
  void helper_ended(const ProgramEnd& end) override {
    told += fmt::format("helper-end:{} ", end.exit_code);
  }
  std::int64_t pause() override { return 5000; }
  [[nodiscard]] bool must_stop() const override { return stops; }

  std::string told;
  bool stops = false;
};

struct Stage {
  Outcome run() {
    Supervisor supervisor(processes, *clock, listener);
    return supervisor.run({.arguments = {"train"}});
  }
  test::ScriptedProcesses processes;
  ToldListener listener;
  std::unique_ptr<Clock> clock = stepping_clock(0);
};

const ProcessNews ended{.ends = {{.program = 0}}};

ProcessNews signal(int number, bool by_process) {
  return {.signals = {{number, by_process}}};
}

}  // namespace

TEST_CASE("supervisor: what the command writes is heard, also what is left when it has ended") {
  Stage stage;
  stage.processes.held_open = true;
  stage.processes.then({.texts = {{0, Stream::out, "a"}, {0, Stream::err, "b"}}})
      .then({.texts = {{1, Stream::out, "gpu"}}, .ends = {{.program = 1, .exit_code = 9}}})
      .then({.texts = {{0, Stream::out, "c"}}, .ends = {{.program = 0, .exit_code = 3}}});
  stage.processes.steps.push_back([&] {
    stage.processes.held_open = false;
    return ProcessNews{.texts = {{0, Stream::out, "d"}}};
  });
  const Outcome outcome = stage.run();
  CHECK(outcome.exit_code == 3);
  CHECK(stage.listener.told == "out:a err:b helper:gpu helper-end:9 out:c out:d ");
  CHECK(stage.processes.waits[0] == 5000);
  CHECK(stage.processes.waits.back() <= 1000);
}

TEST_CASE("supervisor: a grandchild that keeps the streams open is waited for one second") {
  Stage stage;
  stage.processes.held_open = true;
  stage.processes.then(ended);
  for (int i = 0; i < 2000; ++i) {
    stage.processes.then({});
  }
  CHECK(stage.run().status == RunStatus::finished);
  CHECK(stage.clock->now_ms() < 1100);
}

TEST_CASE("supervisor: without a terminal every signal is passed on") {
  Stage stage;
  stage.processes.then(signal(SIGTERM, true))
      .then(signal(SIGINT, false))
      .then(signal(SIGUSR1, true))
      .then(signal(SIGCONT, true))
      .then({.ends = {{.program = 0, .exit_code = 1}}});
  CHECK(stage.run().status == RunStatus::killed);
  CHECK(stage.processes.calls[0].group == ProcessGroup::own);
  CHECK(stage.processes.sent ==
        fmt::format("0:{}+ 0:{}+ 0:{} 0:{}+ ", SIGTERM, SIGINT, SIGUSR1, SIGCONT));
}

TEST_CASE(
    "supervisor: on a terminal a key reaches the command by itself, what is sent to us does not") {
  Stage stage;
  stage.processes.terminal = true;
  stage.processes.then(signal(SIGINT, false))
      .then(signal(SIGTERM, true))
      .then({.ends = {{.program = 0, .signal = SIGINT}}});
  const Outcome outcome = stage.run();
  CHECK(stage.processes.calls[0].group == ProcessGroup::shared);
  CHECK(stage.processes.sent == fmt::format("0:{} ", SIGTERM));
  CHECK(outcome.exit_code == 130);
  CHECK(outcome.status == RunStatus::killed);
}

TEST_CASE("supervisor: that the terminal went away is told to us alone, and passed on") {
  Stage stage;
  stage.processes.terminal = true;
  stage.processes.then(signal(SIGHUP, false)).then({.ends = {{.program = 0, .signal = SIGHUP}}});
  CHECK(stage.run().status == RunStatus::killed);
  CHECK(stage.processes.sent == fmt::format("0:{} ", SIGHUP));
}

TEST_CASE("supervisor: a key counts as a wish to end, though nothing was passed on") {
  Stage stage;
  stage.processes.terminal = true;
  stage.processes.then(signal(SIGINT, false)).then({.ends = {{.program = 0, .exit_code = 1}}});
  CHECK(stage.run().status == RunStatus::killed);
}

TEST_CASE("supervisor: what must stop is asked to, and made to after half a minute") {
  Stage stage;
  stage.listener.stops = true;
  for (int i = 0; i < 40'000; ++i) {
    stage.processes.then({});
  }
  stage.processes.steps.insert(stage.processes.steps.begin() + 30'010, [] {
    return ProcessNews{.ends = {{.program = 0, .signal = SIGKILL}}};
  });
  CHECK(stage.run().exit_code == 137);
  const std::string asked = fmt::format("0:{}+ 0:{}+ ", SIGTERM, SIGKILL);
  CHECK(stage.processes.sent.starts_with(asked));
}

TEST_CASE("supervisor: a command that cannot be started is waited for by nobody") {
  Stage stage;
  stage.processes.refusal = ENOENT;
  const Outcome outcome = stage.run();
  CHECK(outcome.exit_code == 127);
  CHECK(outcome.status == RunStatus::failed);
}
