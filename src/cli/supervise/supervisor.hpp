#pragma once
// A command from its start to its end: what it writes is heard, signals are passed on.

#include "outcome.hpp"

#include "mltrack/host/clock.hpp"
#include "mltrack/host/processes.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace mltrack::cli {

/// Takes part in what a supervisor sees.
class SupervisorListener {
 public:
  virtual ~SupervisorListener() = default;
  /// What the command has written; only if its streams are captured.
  virtual void command_wrote(Stream stream, std::string&& text) = 0;
  /// What came from other programs that the listener has started.
  virtual void helper_wrote(const ProgramText& text) = 0;
  virtual void helper_ended(const ProgramEnd& end) = 0;
  /// Everything that could be heard now was heard. How long it may last until the next call, ms.
  virtual std::int64_t pause() = 0;
  /// The command is to be ended now.
  [[nodiscard]] virtual bool must_stop() const = 0;
};

class Supervisor {
 public:
  Supervisor(Processes& processes, Clock& clock, SupervisorListener& listener)
      : processes_(processes), clock_(clock), listener_(listener) {}

  /// Starts the command and stays with it until it has ended. On a terminal it shares our process
  /// group, so that keys reach both, and signals that were sent to us alone are passed on. Elsewhere
  /// it has a group of its own, and every signal is passed on: those that are meant for whoever works
  /// here to the whole group, USR1 and USR2, which would kill who does not know them, to the command
  /// alone.
  Outcome run(ProgramCall call);

 private:
  void pass_on(const ReceivedSignal& signal);
  /// True once the command has ended.
  bool hear(ProcessNews news, ProgramEnd& end);
  void drain();

  Processes& processes_;
  Clock& clock_;
  SupervisorListener& listener_;
  ProcessGroup group_ = ProcessGroup::shared;
  std::size_t command_ = 0;
  std::vector<int> received_;
};

}  // namespace mltrack::cli
