#include "mltrack/host/process_identity.hpp"

#include <doctest/doctest.h>

#include <sys/wait.h>
#include <unistd.h>

using namespace mltrack;  // NOLINT(google-build-using-namespace)

TEST_CASE("process identity: a process has one start time as long as it lives") {
  const auto mine = process_start_time(this_process());
  REQUIRE(mine);
  CHECK(mine == process_start_time(getpid()));
  const auto colon = mine->find(':');
  REQUIRE(colon == 36);  // behind the boot id, a UUID
  CHECK(mine->find_first_not_of("0123456789", colon + 1) == std::string::npos);
  CHECK(mine->size() > colon + 1);
  CHECK(process_start_time(1) != mine);
}

TEST_CASE(
    "process identity: a process that has ended has no start time, even if nobody took note") {
  const pid_t child = fork();
  if (child == 0) {
    _exit(0);
  }
  siginfo_t ended{};
  REQUIRE(waitid(P_PID, static_cast<id_t>(child), &ended, WEXITED | WNOWAIT) == 0);
  CHECK(!process_start_time(child));
  REQUIRE(waitpid(child, nullptr, 0) == child);
  CHECK(!process_start_time(child));
}

TEST_CASE("process identity: the host has a name") {
  CHECK(!host_name().empty());
}
