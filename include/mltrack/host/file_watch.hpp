#pragma once
// What a program that looks on waits for: files that change, and what its terminal tells it.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace mltrack {

struct Wakeup {
  std::vector<std::size_t> changed;  // the numbers of directories in which something changed, once
                                     // each, sorted
  bool lost = false;                 // more changed than could be told: look everywhere
  int ending_signal = 0;             // SIGINT, SIGTERM or SIGHUP; 0 if none came
  bool suspended = false;            // Ctrl-Z
  bool resized = false;              // the terminal
  bool unread = false;               // whoever read our standard output went away
};

class FileWatch {
 public:
  virtual ~FileWatch() = default;

  /// From now on changes in the directory at `path` (a file is written to, something appears or goes;
  /// not what happens deeper) are told under `number`. False where the system cannot tell: there is
  /// no such directory, it lies on a network, there are too many watches. Doing it again is no error.
  virtual bool add(const std::string& path, std::size_t number) = 0;
  /// Forgets all directories of that number.
  virtual void remove(std::size_t number) = 0;

  /// Signals come out of wait() from now on, instead of ending or stopping the program.
  virtual void take_signals() = 0;
  /// Stops the program, as Ctrl-Z does, until it is continued.
  virtual void stop_here() = 0;

  /// Waits for a change or signal, at most `wait_ms`. After the first change more are collected for
  /// `collect_ms`, so that files that change all the time wake nobody all the time; signals are told
  /// at once.
  [[nodiscard]] virtual Wakeup wait(std::int64_t wait_ms, std::int64_t collect_ms) = 0;
};

/// inotify and signalfd. Nothing is opened before it is needed.
[[nodiscard]] std::unique_ptr<FileWatch> system_file_watch();

}  // namespace mltrack
