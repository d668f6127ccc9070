// The real one, on the real disk: what only the kernel can prove.

#include "mltrack/host/file_watch.hpp"

#include "support/temp_dir.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <csignal>
#include <fstream>

using namespace mltrack;
using Numbers = std::vector<std::size_t>;

namespace {

constexpr std::int64_t long_enough = 20'000;
constexpr std::int64_t short_while = 30;

void append(const std::string& path, const std::string& text) {
  std::ofstream(path, std::ios::app | std::ios::binary) << text;
}

}  // namespace

TEST_CASE("file watch: tells of files that are written to, appear and go, by number") {
  const test::TempDir directory;
  directory.put("a/m", "1\n");
  directory.put("b/m", "1\n");
  const auto watch = system_file_watch();
  if (!watch->add(directory / "a", 5)) {
    MESSAGE("the temporary directory is on a disk that is not watched");
    return;
  }
  REQUIRE(watch->add(directory / "b", 7));
  REQUIRE(watch->add(directory / "b", 7));
  CHECK(watch->wait(short_while, 0).changed.empty());
  append(directory / "b/m", "2\n");
  CHECK(watch->wait(long_enough, short_while).changed == Numbers{7});
  directory.put("a/new", "");
  std::filesystem::remove(directory / "b/m");
  CHECK(watch->wait(long_enough, short_while).changed == Numbers{5, 7});
  CHECK(watch->wait(short_while, 0).changed.empty());
}

TEST_CASE("file watch: many changes wake once") {
  const test::TempDir directory;
  directory.put("m", "");
  const auto watch = system_file_watch();
  if (!watch->add(directory.path(), 1)) {
    return;
  }
  for (int i = 0; i < 1000; ++i) {
    append(directory / "m", "x\n");
  }
  const Wakeup wakeup = watch->wait(long_enough, short_while);
  CHECK(wakeup.changed == Numbers{1});
  CHECK_FALSE(wakeup.lost);
  CHECK(watch->wait(short_while, 0).changed.empty());
}

TEST_CASE("file watch: more changes than the kernel remembers are told as lost") {
  const test::TempDir directory;
  const auto watch = system_file_watch();
  if (!watch->add(directory.path(), 1)) {
    return;
  }
  // The usual limit is 16384 events; equal ones in a row count as one.
  directory.put("a", "");
  directory.put("b", "");
  std::ofstream a(directory / "a", std::ios::app);
  std::ofstream b(directory / "b", std::ios::app);
  for (int i = 0; i < 20'000; ++i) {
    (i % 2 == 0 ? a : b) << "x" << std::flush;
  }
  const Wakeup wakeup = watch->wait(long_enough, 0);
  std::ifstream limit("/proc/sys/fs/inotify/max_queued_events");
  int events = 0;
  limit >> events;
  CHECK(wakeup.lost == (events < 20'000));
}

TEST_CASE("file watch: does not take on what is not there, and forgets what is removed") {
  const test::TempDir directory;
  const auto watch = system_file_watch();
  CHECK_FALSE(watch->add(directory / "nothing", 1));
  CHECK_FALSE(watch->add("/proc/self", 1));  // not a disk that inotify hears
  if (watch->add(directory.path(), 2)) {
    watch->remove(2);
    directory.put("x", "");
    CHECK(watch->wait(short_while, 0).changed.empty());
  }
}

TEST_CASE("file watch: waits as long as it was told, and no longer") {
  const auto watch = system_file_watch();
  const auto begin = std::chrono::steady_clock::now();
  const Wakeup wakeup = watch->wait(50, 0);
  const auto waited = std::chrono::steady_clock::now() - begin;
  CHECK(waited >= std::chrono::milliseconds(49));
  CHECK(wakeup.ending_signal == 0);
  CHECK_FALSE(wakeup.unread);
}

TEST_CASE("file watch: signals come out of it, at once, and only after it took them") {
  const auto watch = system_file_watch();
  watch->take_signals();
  raise(SIGWINCH);
  CHECK(watch->wait(long_enough, long_enough).resized);
  raise(SIGTSTP);
  CHECK(watch->wait(long_enough, long_enough).suspended);
  raise(SIGTERM);
  CHECK(watch->wait(long_enough, long_enough).ending_signal == SIGTERM);
  raise(SIGINT);
  CHECK(watch->wait(long_enough, long_enough).ending_signal == SIGINT);
}
