#pragma once
// The system calls of a POSIX disk with their failures told as Error: what PosixFileSystem is made of.

#include "mltrack/base/error.hpp"

#include <climits>

#include <array>
#include <cstddef>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <unistd.h>
#include <utility>

namespace mltrack {

/// A name as C string on the stack: no allocation on the hot path.
class CName {
 public:
  explicit CName(std::string_view name) {
    if (name.size() >= text_.size()) {
      throw Error::invalid("'{}...': this path is longer than {} bytes", name.substr(0, 60),
                           text_.size() - 1);
    }
    if (name.find('\0') != std::string_view::npos) {
      throw Error::invalid("'{}': a path cannot contain a NUL character", name.data());
    }
    std::memcpy(text_.data(), name.data(), name.size());
    text_[name.size()] = '\0';
  }
  [[nodiscard]] const char* c_str() const { return text_.data(); }

 private:
  std::array<char, PATH_MAX> text_;
};

/// Throws the Error that tells of `error` (an errno) while doing `what` with `path`.
[[noreturn]] void throw_errno(int error, std::string_view what, const std::string& path);

/// Nothing is there, or one of the directories above is a file.
[[nodiscard]] bool is_absent(int error);

/// A file descriptor that closes itself.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~Descriptor() {
    if (fd_ >= 0) {
      close(fd_);
    }
  }
  [[nodiscard]] int get() const { return fd_; }

 private:
  int fd_;
};

void write_all(int fd, std::string_view data, const std::string& path);

/// Fills `buffer` as far as one read does; 0 at the end.
[[nodiscard]] std::size_t read_some(int fd, std::span<char> buffer, const std::string& path);

}  // namespace mltrack
