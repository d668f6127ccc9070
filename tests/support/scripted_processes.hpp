#pragma once
// Processes that start nothing: a test has written down what is heard of them, step by step.

#include "mltrack/host/processes.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

namespace mltrack::test {

class ScriptedProcesses final : public Processes {
 public:
  using Step = std::function<ProcessNews()>;

  void take_signals() override { takes_signals = true; }
  [[nodiscard]] bool has_terminal() const override { return terminal; }
  [[nodiscard]] StartedProgram start(const ProgramCall& call) override {
    calls.push_back(call);
    return {.number = calls.size() - 1, .error = refusal};
  }
  void send_signal(std::size_t program, int signal, ProcessGroup reach) override {
    sent += fmt::format("{}:{}{} ", program, signal, reach == ProcessGroup::own ? "+" : "");
  }
  [[nodiscard]] bool may_write(std::size_t /*program*/) const override { return held_open; }
  void stop_reading(std::size_t /*program*/, Stream stream) override {
    sent += stream == Stream::out ? "close-out " : "close-err ";
  }
  [[nodiscard]] ProcessNews wait(std::int64_t wait_ms) override {
    waits.push_back(wait_ms);
    if (next_ == steps.size()) {
      throw std::logic_error("waited longer than the script goes");
    }
    return steps[next_++]();
  }

  /// The next step is this news.
  ScriptedProcesses& then(ProcessNews news) {
    steps.push_back([news] { return news; });
    return *this;
  }

  bool terminal = false;
  bool held_open = false;
  int refusal = 0;
  std::vector<Step> steps;
  std::vector<ProgramCall> calls;
  std::vector<std::int64_t> waits;
  std::string sent;  // "0:15+ " is signal 15 to the group of program 0
  bool takes_signals = false;

 private:
  std::size_t next_ = 0;
};

}  // namespace mltrack::test
