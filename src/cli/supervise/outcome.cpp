#include "outcome.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <string_view>

namespace mltrack::cli {
namespace {

constexpr int signal_base = 128;
constexpr int not_found_code = 127;
constexpr int not_runnable_code = 126;

constexpr std::array wishes_to_end{SIGINT, SIGTERM, SIGHUP, SIGQUIT};
constexpr std::array own_mistakes{SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL};

template <class List>
bool contains(const List& list, int value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

/// Codes by which a shell, or a program that tidies up first, tells of a signal.
bool tells_of_a_wish(int code) {
  return contains(wishes_to_end, code - signal_base) || code == signal_base + SIGKILL;
}

}  // namespace

std::string signal_name(int signal) {
  const char* name = sigabbrev_np(signal);
  return name == nullptr ? fmt::format("signal {}", signal) : fmt::format("SIG{}", name);
}

Outcome outcome_of(const ProgramEnd& end, const std::vector<int>& received) {
  if (end.signal != 0) {
    const bool by_mistake = contains(own_mistakes, end.signal);
    return {
        by_mistake ? RunStatus::failed : RunStatus::killed, signal_base + end.signal,
        fmt::format("it {} {}", by_mistake ? "died of" : "was killed by", signal_name(end.signal))};
  }
  if (end.exit_code == 0) {
    return {};
  }
  const auto wish = std::find_if(received.begin(), received.end(),
                                 [](int signal) { return contains(wishes_to_end, signal); });
  std::string why = fmt::format("it ended with code {}", end.exit_code);
  if (wish != received.end()) {
    why += fmt::format(" after {}", signal_name(*wish));
  }
  const bool wanted = wish != received.end() || tells_of_a_wish(end.exit_code);
  return {wanted ? RunStatus::killed : RunStatus::failed, end.exit_code, std::move(why)};
}

Outcome outcome_of_refusal(int error) {
  if (error == ENOENT) {
    return {RunStatus::failed, not_found_code, "there is no such program"};
  }
  return {RunStatus::failed, not_runnable_code,
          error == EACCES    ? "it may not be executed"
          : error == ENOEXEC ? "it is neither a program nor a script with a #! line"
                             : fmt::format("it cannot be started: {}", std::strerror(error))};
}

}  // namespace mltrack::cli
