#pragma once
// What a command may touch: the machine, the terminal, the environment. Built for real in main, from
// fakes in tests.

#include "mltrack/host/host.hpp"

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace mltrack::cli {

/// Where a command writes. Collected and written in large pieces.
class Output {
 public:
  virtual ~Output() = default;
  virtual void write(std::string_view text) = 0;
  /// Passes on what was collected. Throws ClosedPipe when nobody reads any more, Error when the
  /// text cannot be written (a full disk): an answer that did not arrive is a failure.
  virtual void flush() = 0;
  [[nodiscard]] virtual bool is_terminal() const = 0;
  /// Columns of the terminal; 80 where that is not known.
  [[nodiscard]] virtual std::size_t width() const = 0;
  /// From now on, what goes to a terminal and is longer than it goes through the program `command`, a
  /// pager.
  /// Without effect where there is no terminal.
  virtual void page_through(const std::string& /*command*/) {}
  /// Passes on what was collected and waits until the user has left the pager, if there is one.
  /// Throws as flush() does, but not for a pager that was left before the end: that is its purpose.
  virtual void close() { flush(); }
};

/// The reader of our output went away: the command ends quietly, with the code the shell expects; or
/// with success where it was a pager, which people leave when they have seen enough.
struct ClosedPipe {
  bool of_pager = false;
};

class Input {
 public:
  virtual ~Input() = default;
  /// Fills `buffer`, returns the count; 0 at the end. Returns what is there without waiting for
  /// more once it has something.
  virtual std::size_t read(std::span<char> buffer) = 0;
  [[nodiscard]] virtual bool is_terminal() const = 0;
};

class Environment {
 public:
  virtual ~Environment() = default;
  /// Nothing if the variable is not set.
  [[nodiscard]] virtual std::optional<std::string> get(const char* name) const = 0;
  /// The login name of the user who runs us, as Python's getpass.getuser() tells it.
  [[nodiscard]] virtual std::string user_name() const = 0;
  /// The script or program that called us, which MLflow calls the source of a run; `<console>` for
  /// a shell that a person types into.
  [[nodiscard]] virtual std::string caller_name() const = 0;
};

struct World {
  Host& host;
  Output& out;
  Output& err;
  Input& in;
  const Environment& environment;

  /// The variable's value; nothing if unset or empty.
  [[nodiscard]] std::optional<std::string> variable(const char* name) const {
    auto value = environment.get(name);
    return value && !value->empty() ? value : std::nullopt;
  }
};

}  // namespace mltrack::cli
