#include "pager.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace mltrack::cli {

Pager::Pager(const std::string& command) {
  std::array<int, 2> pipe{-1, -1};
  if (pipe2(pipe.data(), O_CLOEXEC) != 0) {
    return;
  }
  // What less needs to know, unless its user has told it: leave the screen as it is, pass colours.
  setenv("LESS", "FRX", 0);
  // 127 is the shell's word for a program that is not there; it has read nothing then.
  const std::string script = command + "\nx=$?; [ $x -ne 127 ] || exec cat; exit $x";
  process_ = fork();
  if (process_ == 0) {
    dup2(pipe[0], STDIN_FILENO);
    execl("/bin/sh", "sh", "-c", script.c_str(),  // NOLINT(cppcoreguidelines-pro-type-vararg)
          static_cast<char*>(nullptr));
    _exit(127);
  }
  close(pipe[0]);
  if (process_ < 0) {
    close(pipe[1]);
    return;
  }
  descriptor_ = pipe[1];
  std::signal(SIGINT, SIG_IGN);
  std::signal(SIGPIPE, SIG_IGN);
}

Pager::~Pager() {
  if (process_ < 0) {
    return;
  }
  close(descriptor_);
  int status = 0;
  while (waitpid(process_, &status, 0) < 0 && errno == EINTR) {
  }
  std::signal(SIGINT, SIG_DFL);
  std::signal(SIGPIPE, SIG_DFL);
}

}  // namespace mltrack::cli
