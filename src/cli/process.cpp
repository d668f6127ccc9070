#include "mltrack/cli/process.hpp"

#include "pager.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/cli/screen.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <pwd.h>
#include <string>
#include <sys/ioctl.h>
#include <unistd.h>
#include <vector>

namespace mltrack::cli {
namespace {

/// A descriptor that the caller has closed would be given to the next file that is opened, and an
/// answer or a warning be written into a metric. In its place comes one that refuses.
int never_free(int fd, int refusing_mode) {
  if (fcntl(fd, F_GETFD) < 0 && errno == EBADF) {
    const int null = open("/dev/null", refusing_mode);  // NOLINT(cppcoreguidelines-pro-type-vararg)
    if (null >= 0 && null != fd) {
      dup2(null, fd);
      close(null);
    }
  }
  return fd;
}

class DescriptorOutput final : public Screen {
 public:
  DescriptorOutput(int fd, const char* name) : fd_(fd), name_(name) {}

  void write(std::string_view text) override {
    buffer_ += text;
    constexpr std::size_t enough = 65536;
    if (buffer_.size() >= enough) {
      flush();
    }
  }

  void flush() override {
    if (!pager_command_.empty() && !pager_) {
      if (!is_longer_than_the_screen(buffer_)) {
        return;  // it may still fit
      }
      pager_.emplace(pager_command_);
    }
    send();
  }

  void page_through(const std::string& command) override {
    if (is_terminal()) {
      pager_command_ = command;
    }
  }

  void close() override {
    try {
      pager_command_.clear();
      send();
    } catch (const ClosedPipe& closed) {
      if (!closed.of_pager) {
        throw;
      }
    }
    pager_.reset();
  }

  [[nodiscard]] bool is_terminal() const override { return isatty(fd_) == 1; }

  [[nodiscard]] std::size_t width() const override {
    constexpr std::size_t default_width = 80;
    const std::size_t columns = number_in("COLUMNS");
    return columns > 0 ? columns : size_or(&winsize::ws_col, default_width);
  }

  [[nodiscard]] std::size_t height() const override {
    constexpr std::size_t default_height = 24;
    const std::size_t lines = number_in("LINES");
    return lines > 0 ? lines : size_or(&winsize::ws_row, default_height);
  }

 private:
  void send() {
    const int fd = pager_ && pager_->descriptor() >= 0 ? pager_->descriptor() : fd_;
    std::string_view rest = buffer_;
    while (!rest.empty()) {
      const ssize_t written = ::write(fd, rest.data(), rest.size());
      if (written >= 0) {
        rest.remove_prefix(static_cast<std::size_t>(written));
      } else if (errno != EINTR) {
        const int error = errno;
        buffer_.clear();
        if (error == EPIPE) {
          throw ClosedPipe{.of_pager = pager_.has_value()};
        }
        throw Error::internal("cannot write to {}: {}", name_, std::strerror(error));
      }
    }
    buffer_.clear();
  }

  [[nodiscard]] bool is_longer_than_the_screen(std::string_view text) const {
    const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
    return lines + 2 > height();  // a footer and the next prompt have their place, too
  }

  /// 0 if the variable is not a number above 0.
  static std::size_t number_in(const char* variable) {
    const char* text = std::getenv(variable);
    std::size_t number = 0;
    if (text == nullptr) {
      return 0;
    }
    const auto [end, error] = std::from_chars(text, text + std::strlen(text), number);
    return error == std::errc{} && *end == '\0' ? number : 0;
  }

  [[nodiscard]] std::size_t size_or(unsigned short winsize::*side, std::size_t otherwise) const {
    winsize size{};
    return ioctl(fd_, TIOCGWINSZ, &size) == 0 && size.*side > 0 ? size.*side : otherwise;
  }

  int fd_;
  const char* name_;
  std::string buffer_;
  std::string pager_command_;
  std::optional<Pager> pager_;
};

class DescriptorInput final : public Input {
 public:
  std::size_t read(std::span<char> buffer) override {
    for (;;) {
      const ssize_t got = ::read(STDIN_FILENO, buffer.data(), buffer.size());
      if (got >= 0) {
        return static_cast<std::size_t>(got);
      }
      if (errno != EINTR) {
        throw Error::internal("cannot read standard input: {}", std::strerror(errno));
      }
    }
  }
  [[nodiscard]] bool is_terminal() const override { return isatty(STDIN_FILENO) == 1; }
};

// Not getpwuid: a static program must not load the modules that other user directories need. Where users
// come from such a directory, their sessions set one of the variables.
std::optional<std::string> name_in_password_file(uid_t user) {
  std::FILE* file = std::fopen("/etc/passwd", "re");
  if (file == nullptr) {
    return std::nullopt;
  }
  std::optional<std::string> name;
  passwd entry{};
  passwd* found = nullptr;
  std::array<char, 4096> buffer;
  while (!name && fgetpwent_r(file, &entry, buffer.data(), buffer.size(), &found) == 0) {
    if (found->pw_uid == user) {
      name = found->pw_name;
    }
  }
  std::fclose(file);
  return name;
}

class ProcessEnvironment final : public Environment {
 public:
  [[nodiscard]] std::optional<std::string> get(const char* name) const override {
    const char* value = std::getenv(name);
    return value == nullptr ? std::nullopt : std::optional<std::string>(value);
  }

  [[nodiscard]] std::string user_name() const override {
    // Python's getpass.getuser(), which MLflow asks: these variables first, then the password file.
    for (const char* name : {"LOGNAME", "USER", "LNAME", "USERNAME"}) {
      if (const char* value = std::getenv(name); value != nullptr && *value != '\0') {
        return value;
      }
    }
    if (auto name = name_in_password_file(getuid())) {
      return *name;
    }
    return "unknown";  // MLflow's word for it
  }

  [[nodiscard]] std::string caller_name() const override { return source_of(parent_arguments()); }

 private:
  static std::vector<std::string> parent_arguments() {
    std::vector<std::string> arguments;
    const std::string path = "/proc/" + std::to_string(getppid()) + "/cmdline";
    const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
      return arguments;
    }
    std::array<char, 4096> buffer;
    const ssize_t got = read(fd, buffer.data(), buffer.size());
    close(fd);
    for (std::string_view rest(buffer.data(), got > 0 ? static_cast<std::size_t>(got) : 0);
         !rest.empty();) {
      const auto end = std::min(rest.find('\0'), rest.size());
      arguments.emplace_back(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return arguments;
  }

  /// `bash -e train.sh` -> train.sh; `-bash` -> <console>; `make` -> make.
  static std::string source_of(const std::vector<std::string>& arguments) {
    constexpr const char* console = "<console>";  // MLflow's word for an interactive session
    if (arguments.empty()) {
      return console;
    }
    const std::string& program = arguments[0];
    std::string_view name = std::string_view(program).substr(program.rfind('/') + 1);
    if (name.starts_with('-')) {
      name.remove_prefix(1);  // a login shell
    }
    const auto is_interpreter = [&] {
      for (const std::string_view known :
           {"sh", "bash", "dash", "zsh", "ksh", "fish", "perl", "ruby", "Rscript", "node"}) {
        if (name == known) {
          return true;
        }
      }
      return name.starts_with("python");
    };
    if (!is_interpreter()) {
      return program;
    }
    for (std::size_t i = 1; i < arguments.size(); ++i) {
      if (arguments[i] == "-c" || arguments[i] == "-") {
        return console;
      }
      if (arguments[i].starts_with("/dev/fd/")) {
        return console;  // a script that came through a pipe
      }
      if (!arguments[i].starts_with('-')) {
        return arguments[i];
      }
    }
    return console;
  }
};

}  // namespace

std::unique_ptr<Output> standard_output() {
  return std::make_unique<DescriptorOutput>(never_free(STDOUT_FILENO, O_RDONLY), "standard output");
}

std::unique_ptr<Output> standard_error() {
  return std::make_unique<DescriptorOutput>(never_free(STDERR_FILENO, O_RDONLY), "standard error");
}

std::unique_ptr<Input> standard_input() {
  never_free(STDIN_FILENO, O_WRONLY);
  return std::make_unique<DescriptorInput>();
}

std::unique_ptr<Environment> process_environment() {
  return std::make_unique<ProcessEnvironment>();
}

}  // namespace mltrack::cli
