#include "cli/supervise/outcome.hpp"

#include <doctest/doctest.h>

#include <cerrno>
#include <csignal>

using namespace mltrack;       // NOLINT(google-build-using-namespace)
using namespace mltrack::cli;  // NOLINT(google-build-using-namespace)

namespace {

RunStatus status_of(int code, int signal, const std::vector<int>& received = {}) {
  return outcome_of({.exit_code = code, .signal = signal}, received).status;
}

}  // namespace

TEST_CASE("outcome: code 0 is FINISHED, whatever came before") {
  CHECK(status_of(0, 0) == RunStatus::finished);
  CHECK(status_of(0, 0, {SIGTERM}) == RunStatus::finished);
  CHECK(outcome_of({}, {}).exit_code == 0);
  CHECK(outcome_of({}, {}).why.empty());
}

TEST_CASE("outcome: a code above 0 is FAILED, unless somebody wanted the end") {
  CHECK(status_of(1, 0) == RunStatus::failed);
  CHECK(status_of(1, 0, {SIGUSR1}) == RunStatus::failed);
  CHECK(status_of(255, 0) == RunStatus::failed);
  CHECK(status_of(1, 0, {SIGUSR1, SIGTERM}) == RunStatus::killed);
  CHECK(status_of(1, 0, {SIGINT}) == RunStatus::killed);
  CHECK(status_of(1, 0, {SIGHUP}) == RunStatus::killed);
  for (const int code : {129, 130, 131, 137, 143}) {
    CHECK(status_of(code, 0) == RunStatus::killed);
  }
  for (const int code : {128, 134, 139, 141}) {
    CHECK(status_of(code, 0) == RunStatus::failed);
  }
  CHECK(outcome_of({.exit_code = 3}, {}).exit_code == 3);
  CHECK(outcome_of({.exit_code = 3}, {}).why == "it ended with code 3");
  CHECK(outcome_of({.exit_code = 3}, {SIGTERM}).why == "it ended with code 3 after SIGTERM");
}

TEST_CASE("outcome: a signal that stands for a mistake is FAILED, others are KILLED") {
  for (const int signal : {SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL}) {
    CHECK(status_of(0, signal, {SIGTERM}) == RunStatus::failed);
  }
  for (const int signal : {SIGTERM, SIGKILL, SIGINT, SIGHUP, SIGXCPU}) {
    CHECK(status_of(0, signal) == RunStatus::killed);
  }
  const Outcome killed = outcome_of({.signal = SIGKILL}, {});
  CHECK(killed.exit_code == 137);
  CHECK(killed.why == "it was killed by SIGKILL");
  CHECK(outcome_of({.signal = SIGSEGV}, {}).why == "it died of SIGSEGV");
}

TEST_CASE("outcome: what cannot be started is FAILED with the codes of a shell") {
  CHECK(outcome_of_refusal(ENOENT).exit_code == 127);
  CHECK(outcome_of_refusal(EACCES).exit_code == 126);
  CHECK(outcome_of_refusal(ENOEXEC).exit_code == 126);
  CHECK(outcome_of_refusal(ENOENT).status == RunStatus::failed);
}

TEST_CASE("outcome: signals have the names one types") {
  CHECK(signal_name(SIGTERM) == "SIGTERM");
  CHECK(signal_name(SIGUSR1) == "SIGUSR1");
  CHECK(signal_name(999) == "signal 999");
}
