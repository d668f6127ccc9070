#pragma once
// A program like less, between us and the terminal.

#include <cstddef>
#include <string>
#include <string_view>

namespace mltrack::cli {

/// Part of process.cpp: only its output to a terminal has one.
class Pager {
 public:
  /// Starts `command` in a shell; if there is no such program, cat is in its place. From here on an
  /// interrupt is the pager's business: it ends when its user leaves it, and we with it.
  explicit Pager(const std::string& command);
  Pager(const Pager&) = delete;
  Pager& operator=(const Pager&) = delete;
  /// Waits until the user has left it.
  ~Pager();

  /// Where to write; a write fails with EPIPE once the user has left it. -1 if none could be started.
  [[nodiscard]] int descriptor() const { return descriptor_; }

 private:
  int process_ = -1;
  int descriptor_ = -1;
};

}  // namespace mltrack::cli
