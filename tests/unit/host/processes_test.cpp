#include "mltrack/host/processes.hpp"

#include <doctest/doctest.h>

#include <cerrno>
#include <csignal>
#include <optional>
#include <unistd.h>

using namespace mltrack;  // NOLINT(google-build-using-namespace)

namespace {

constexpr std::int64_t patience_ms = 60'000;  // only a failure takes that long

struct Heard {
  std::string out, err;
  std::optional<ProgramEnd> end;
  std::vector<ReceivedSignal> signals;
};

/// Until the program has ended and closed its streams, and so many signals came.
Heard hear(Processes& processes, std::size_t program, std::size_t signals = 0) {
  Heard heard;
  while (!heard.end || processes.may_write(program) || heard.signals.size() < signals) {
    const ProcessNews news = processes.wait(patience_ms);
    for (const ProgramText& text : news.texts) {
      (text.stream == Stream::out ? heard.out : heard.err) += text.text;
    }
    for (const ProgramEnd& end : news.ends) {
      heard.end = end;
    }
    heard.signals.insert(heard.signals.end(), news.signals.begin(), news.signals.end());
  }
  return heard;
}

ProgramCall shell(const std::string& script, Streams streams = Streams::captured) {
  return {.arguments = {"sh", "-c", script}, .streams = streams};
}

}  // namespace

TEST_CASE("processes: what a program writes comes out of wait(), and how it ended") {
  const auto processes = system_processes();
  const auto started = processes->start(shell("echo one; echo two >&2; exit 7"));
  REQUIRE(started.error == 0);
  const Heard heard = hear(*processes, started.number);
  CHECK(heard.out == "one\n");
  CHECK(heard.err == "two\n");
  CHECK(heard.end->exit_code == 7);
  CHECK(heard.end->signal == 0);
}

TEST_CASE("processes: much is heard whole") {
  const auto processes = system_processes();
  const auto started = processes->start(shell("head -c 1000000 /dev/zero"));
  CHECK(hear(*processes, started.number).out.size() == 1'000'000);
}

TEST_CASE("processes: the environment is ours with the changes") {
  const auto processes = system_processes();
  setenv("MLTRACK_TEST_KEPT", "kept", 1);
  setenv("MLTRACK_TEST_GONE", "there", 1);
  ProgramCall call = shell("echo $MLTRACK_TEST_KEPT ${MLTRACK_TEST_GONE-gone} $MLTRACK_TEST_NEW");
  call.environment = {{"MLTRACK_TEST_GONE", std::nullopt}, {"MLTRACK_TEST_NEW", "a=b"}};
  const auto started = processes->start(call);
  CHECK(hear(*processes, started.number).out == "kept gone a=b\n");
}

TEST_CASE("processes: what cannot be started says why") {
  const auto processes = system_processes();
  CHECK(processes->start({.arguments = {"no-such-program-anywhere"}}).error == ENOENT);
  CHECK(processes->start({.arguments = {"/etc/passwd"}}).error == EACCES);
}

TEST_CASE("processes: a signal reaches the program, or everything in its group") {
  const auto processes = system_processes();
  ProgramCall call = shell("sleep 100 & wait");
  call.group = ProcessGroup::own;
  const auto started = processes->start(call);
  (void)processes->wait(50);
  processes->send_signal(started.number, SIGTERM, ProcessGroup::own);
  // The streams are closed only when the sleep is gone, too.
  CHECK(hear(*processes, started.number).end->signal == SIGTERM);
}

TEST_CASE("processes: signals to us come out of wait() with who sent them, and do not end us") {
  const auto processes = system_processes();
  processes->take_signals();
  const auto started = processes->start(shell("kill -USR1 $PPID"));
  const Heard heard = hear(*processes, started.number, 1);
  CHECK(heard.signals[0].number == SIGUSR1);
  CHECK(heard.signals[0].by_process);
}

TEST_CASE("processes: programs do not notice that we take signals") {
  const auto processes = system_processes();
  processes->take_signals();
  const auto started = processes->start(shell("kill -TERM $$; echo alive"));
  const Heard heard = hear(*processes, started.number);
  CHECK(heard.out.empty());
  CHECK(heard.end->signal == SIGTERM);
}

TEST_CASE("processes: a signal that we were started to ignore is not taken") {
  std::signal(SIGHUP, SIG_IGN);
  {
    const auto processes = system_processes();
    processes->take_signals();
    const auto started = processes->start(shell("kill -HUP $PPID; kill -HUP $$; echo alive"));
    const Heard heard = hear(*processes, started.number);
    CHECK(heard.signals.empty());
    CHECK(heard.out == "alive\n");
  }
  std::signal(SIGHUP, SIG_DFL);
}

TEST_CASE("processes: whoever writes to a stream that is not read learns it") {
  const auto processes = system_processes();
  std::signal(SIGPIPE, SIG_DFL);  // whatever started this test may ignore it
  const auto started = processes->start({.arguments = {"yes"}, .streams = Streams::captured});
  (void)processes->wait(patience_ms);
  processes->stop_reading(started.number, Stream::out);
  CHECK(hear(*processes, started.number).end->signal == SIGPIPE);
}

TEST_CASE("processes: a helper has no input, and is killed with its owner's interest in it") {
  auto processes = system_processes();
  const auto cat = processes->start({.arguments = {"cat"}, .streams = Streams::helper});
  CHECK(hear(*processes, cat.number).end->exit_code == 0);
  const auto sleep = processes->start({.arguments = {"sleep", "100"}, .streams = Streams::helper});
  CHECK(sleep.error == 0);
  processes.reset();  // returns
}

TEST_CASE("processes: waiting ends with the time") {
  const auto processes = system_processes();
  processes->take_signals();
  const ProcessNews news = processes->wait(10);
  CHECK(news.texts.empty());
  CHECK(news.signals.empty());
  CHECK(news.ends.empty());
}
