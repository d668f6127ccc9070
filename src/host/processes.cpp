#include "mltrack/host/processes.hpp"

#include "posix_calls.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <string_view>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

namespace mltrack {
namespace {

using SteadyTime = std::chrono::steady_clock::time_point;
using std::chrono::milliseconds;

constexpr std::array<int, 7> taken_signals{SIGTERM, SIGINT,  SIGHUP, SIGQUIT,
                                           SIGUSR1, SIGUSR2, SIGCONT};

/// What posix_spawn wants to know, put away by itself.
class SpawnPlan {
 public:
  SpawnPlan() {
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
  }
  SpawnPlan(const SpawnPlan&) = delete;
  SpawnPlan& operator=(const SpawnPlan&) = delete;
  ~SpawnPlan() {
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
  }
  posix_spawn_file_actions_t actions{};
  posix_spawnattr_t attributes{};
};

struct Pipe {
  Descriptor read_end{-1};
  Descriptor write_end{-1};
};

Pipe make_pipe() {
  std::array<int, 2> ends{-1, -1};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) {
    throw_errno(errno, "cannot make", "a pipe");
  }
  fcntl(ends[0], F_SETFL, O_NONBLOCK);  // NOLINT(cppcoreguidelines-pro-type-vararg)
  return {Descriptor(ends[0]), Descriptor(ends[1])};
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) {
    pointers.push_back(text.data());
  }
  pointers.push_back(nullptr);
  return pointers;
}

/// Our environment with the changes of `call`.
std::vector<std::string> environment_for(const ProgramCall& call) {
  std::vector<std::string> variables;
  const auto is_changed = [&](std::string_view variable) {
    const std::string_view name = variable.substr(0, variable.find('='));
    return std::any_of(call.environment.begin(), call.environment.end(),
                       [&](const auto& change) { return change.first == name; });
  };
  for (char** variable = environ; *variable != nullptr; ++variable) {
    if (!is_changed(*variable)) {
      variables.emplace_back(*variable);
    }
  }
  for (const auto& [name, value] : call.environment) {
    if (value) {
      variables.push_back(name);
      variables.back() += "=" + *value;
    }
  }
  return variables;
}

class SystemProcesses final : public Processes {
 public:
  SystemProcesses() = default;
  SystemProcesses(const SystemProcesses&) = delete;
  SystemProcesses& operator=(const SystemProcesses&) = delete;

  ~SystemProcesses() override {
    for (const Program& program : programs_) {
      if (program.pid > 0 && program.is_helper) {
        kill(program.pid, SIGKILL);
        while (waitpid(program.pid, nullptr, 0) < 0 && errno == EINTR) {
        }
      }
    }
    if (signals_.get() >= 0) {
      // A reader that went away has been told by the write that failed; its signal would end us now.
      sigset_t pipe_signal;
      sigemptyset(&pipe_signal);
      sigaddset(&pipe_signal, SIGPIPE);
      const timespec no_time{};
      if (sigismember(&mask_before_, SIGPIPE) == 0) {
        while (sigtimedwait(&pipe_signal, nullptr, &no_time) == SIGPIPE) {
        }
      }
      sigprocmask(SIG_SETMASK, &mask_before_, nullptr);
    }
  }

  void take_signals() override {
    if (signals_.get() >= 0) {
      return;
    }
    sigset_t told;
    sigemptyset(&told);
    // Ends are told by SIGCHLD: process descriptors need Linux 5.3, and clusters have older ones.
    sigaddset(&told, SIGCHLD);
    struct sigaction action {};
    for (const int signal : taken_signals) {
      sigaction(signal, nullptr, &action);
      if (action.sa_handler != SIG_IGN) {
        sigaddset(&told, signal);
      }
    }
    sigset_t blocked = told;
    sigaddset(&blocked, SIGPIPE);  // the write fails, and that is enough
    sigprocmask(SIG_BLOCK, &blocked, &mask_before_);
    std::signal(SIGCHLD, SIG_DFL);  // ignored, ends would not be told
    signals_ = Descriptor(signalfd(-1, &told, SFD_NONBLOCK | SFD_CLOEXEC));
    if (signals_.get() < 0) {
      throw_errno(errno, "cannot wait for", "signals");
    }
  }

  [[nodiscard]] bool has_terminal() const override {
    return Descriptor(open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC)).get() >= 0;
  }

  [[nodiscard]] StartedProgram start(const ProgramCall& call) override {
    take_signals();
    Pipe out;
    Pipe err;
    SpawnPlan plan;
    if (call.streams != Streams::ours) {
      out = make_pipe();
      posix_spawn_file_actions_adddup2(&plan.actions, out.write_end.get(), STDOUT_FILENO);
    }
    if (call.streams == Streams::captured) {
      err = make_pipe();
      posix_spawn_file_actions_adddup2(&plan.actions, err.write_end.get(), STDERR_FILENO);
    } else if (call.streams == Streams::helper) {
      posix_spawn_file_actions_addopen(&plan.actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
      posix_spawn_file_actions_addopen(&plan.actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    }
    short flags = POSIX_SPAWN_SETSIGMASK;
    posix_spawnattr_setsigmask(&plan.attributes, &mask_before_);
    if (call.group == ProcessGroup::own) {
      flags |= POSIX_SPAWN_SETPGROUP;
      posix_spawnattr_setpgroup(&plan.attributes, 0);
    }
    posix_spawnattr_setflags(&plan.attributes, flags);
    std::vector<std::string> arguments = call.arguments;
    std::vector<std::string> environment = environment_for(call);
    Program program;
    const int error =
        posix_spawnp(&program.pid, arguments[0].c_str(), &plan.actions, &plan.attributes,
                     pointers_to(arguments).data(), pointers_to(environment).data());
    if (error != 0) {
      return {.error = error};
    }
    program.is_helper = call.streams == Streams::helper;
    program.streams[0] = std::move(out.read_end);
    program.streams[1] = std::move(err.read_end);
    programs_.push_back(std::move(program));
    return {.number = programs_.size() - 1};
  }

  void send_signal(std::size_t program, int signal, ProcessGroup reach) override {
    const pid_t pid = programs_[program].pid;
    if (pid > 0) {
      kill(reach == ProcessGroup::own ? -pid : pid, signal);
    }
  }

  [[nodiscard]] bool may_write(std::size_t program) const override {
    const auto& streams = programs_[program].streams;
    return std::any_of(streams.begin(), streams.end(),
                       [](const Descriptor& stream) { return stream.get() >= 0; });
  }

  void stop_reading(std::size_t program, Stream stream) override {
    programs_[program].streams[index_of(stream)] = Descriptor(-1);
  }

  [[nodiscard]] ProcessNews wait(std::int64_t wait_ms) override {
    const SteadyTime until = std::chrono::steady_clock::now() + milliseconds(wait_ms);
    ProcessNews news;
    for (;;) {
      std::vector<pollfd> sources{{signals_.get(), POLLIN, 0}};
      for (const Program& program : programs_) {
        for (const Descriptor& stream : program.streams) {
          sources.push_back({stream.get(), POLLIN, 0});  // a negative one is passed over
        }
      }
      const auto left = std::chrono::ceil<milliseconds>(until - std::chrono::steady_clock::now());
      constexpr std::int64_t longest = 3'600'000;
      const int ready = poll(sources.data(), sources.size(),
                             static_cast<int>(std::clamp<std::int64_t>(left.count(), 0, longest)));
      if (ready < 0 && errno != EINTR) {
        throw_errno(errno, "cannot wait for", "the program");
      }
      if (ready > 0) {
        read_streams(sources, news);
        read_signals(news);
      }
      if (!news.texts.empty() || !news.signals.empty() || !news.ends.empty() || closed_stream_ ||
          left.count() <= 0) {
        closed_stream_ = false;
        return news;
      }
    }
  }

 private:
  struct Program {
    pid_t pid = -1;  // -1 once it has ended
    bool is_helper = false;
    std::array<Descriptor, 2> streams{Descriptor(-1), Descriptor(-1)};
  };

  static std::size_t index_of(Stream stream) { return stream == Stream::out ? 0 : 1; }

  void read_streams(const std::vector<pollfd>& sources, ProcessNews& news) {
    std::size_t source = 1;
    for (std::size_t number = 0; number < programs_.size(); ++number) {
      for (const Stream which : {Stream::out, Stream::err}) {
        if (sources[source++].revents != 0) {
          read_stream(number, which, news);
        }
      }
    }
  }

  void read_stream(std::size_t number, Stream which, ProcessNews& news) {
    Descriptor& stream = programs_[number].streams[index_of(which)];
    buffer_.resize(1U << 16U);
    const ssize_t got = read(stream.get(), buffer_.data(), buffer_.size());
    if (got > 0) {
      news.texts.push_back({number, which, {buffer_.data(), static_cast<std::size_t>(got)}});
    } else if (got == 0 || (errno != EAGAIN && errno != EINTR)) {
      stream = Descriptor(-1);
      closed_stream_ = true;
    }
  }

  void read_signals(ProcessNews& news) {
    signalfd_siginfo one{};
    bool some_ended = false;
    while (read(signals_.get(), &one, sizeof one) == sizeof one) {
      if (one.ssi_signo == SIGCHLD) {
        some_ended = true;
      } else {
        // The kernel's own have codes above 0.
        news.signals.push_back({static_cast<int>(one.ssi_signo), one.ssi_code <= 0});
      }
    }
    for (std::size_t number = 0; some_ended && number < programs_.size(); ++number) {
      int status = 0;
      if (programs_[number].pid > 0 && waitpid(programs_[number].pid, &status, WNOHANG) > 0) {
        programs_[number].pid = -1;
        news.ends.push_back({number, WIFEXITED(status) ? WEXITSTATUS(status) : 0,
                             WIFSIGNALED(status) ? WTERMSIG(status) : 0});
      }
    }
  }

  Descriptor signals_{-1};
  sigset_t mask_before_{};
  bool closed_stream_ = false;  // which ends a wait, too
  std::vector<Program> programs_;
  std::string buffer_;
};

}  // namespace

std::unique_ptr<Processes> system_processes() {
  return std::make_unique<SystemProcesses>();
}

}  // namespace mltrack
