#pragma once
// Other programs: started, listened to, told signals; and the signals that reach ourselves. One wait
// for all of it.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace mltrack {

enum class Stream { out, err };

/// What a program reads from and writes to.
enum class Streams {
  ours,      // what we have ourselves
  captured,  // our standard input; what it writes comes out of wait()
  helper,    // no input; standard output comes out of wait(), errors go nowhere
};

/// Whether a key on the terminal reaches it, and what it starts, together with us.
enum class ProcessGroup { shared, own };

struct ProgramCall {
  std::vector<std::string> arguments;  // the first is looked for in PATH, as a shell does
  /// In what its environment differs from ours; no value: the variable is not set.
  std::vector<std::pair<std::string, std::optional<std::string>>> environment;
  Streams streams = Streams::ours;
  ProcessGroup group = ProcessGroup::shared;
};

struct StartedProgram {
  std::size_t number = 0;  // by which it is named from now on
  int error = 0;  // an errno if it could not be started, ENOENT if there is no such program
};

/// Of the signals that Processes takes.
struct ReceivedSignal {
  int number = 0;
  bool by_process = false;  // sent to us by somebody; else a key on the terminal, and to our whole
                            // process group
};

struct ProgramText {
  std::size_t program = 0;
  Stream stream = Stream::out;
  std::string text;
};

struct ProgramEnd {
  std::size_t program = 0;
  int exit_code = 0;
  int signal = 0;  // that it died of; 0 if it ended by itself
};

struct ProcessNews {
  std::vector<ProgramText> texts;
  std::vector<ReceivedSignal> signals;
  std::vector<ProgramEnd> ends;
};

class Processes {
 public:
  /// Helpers that still run are killed; others go on.
  virtual ~Processes() = default;

  /// TERM, INT, HUP, QUIT, USR1, USR2 and CONT come out of wait() from now on, instead of ending us;
  /// not those that we were started to ignore (nohup). Programs that are started do not notice.
  virtual void take_signals() = 0;
  /// We were started on a terminal, whose keys become signals to our process group.
  [[nodiscard]] virtual bool has_terminal() const = 0;

  /// Takes the signals first, if that was not done.
  [[nodiscard]] virtual StartedProgram start(const ProgramCall& call) = 0;
  /// To the program, or with Group::own to everything in its group. Nothing happens if it has ended.
  virtual void send_signal(std::size_t program, int signal, ProcessGroup reach) = 0;
  /// A stream of the program is open: it, or something that it left behind, may still write.
  [[nodiscard]] virtual bool may_write(std::size_t program) const = 0;
  /// Whoever writes to the stream from now on learns that nobody reads.
  virtual void stop_reading(std::size_t program, Stream stream) = 0;

  /// Waits until something happens, at most `wait_ms`.
  [[nodiscard]] virtual ProcessNews wait(std::int64_t wait_ms) = 0;
};

/// Nothing is opened before it is needed.
[[nodiscard]] std::unique_ptr<Processes> system_processes();

}  // namespace mltrack
