#pragma once
// A FileWatch that does what a test wrote down, step by step, in place of waiting.

#include "mltrack/host/file_watch.hpp"

#include <csignal>
#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace mltrack::test {

class ScriptedWatch final : public FileWatch {
 public:
  using Step = std::function<Wakeup()>;

  bool add(const std::string& path, std::size_t number) override {
    if (!sees) {
      return false;
    }
    numbers[path] = number;
    return true;
  }
  void remove(std::size_t number) override {
    std::erase_if(numbers, [&](const auto& entry) { return entry.second == number; });
  }
  void take_signals() override { takes_signals = true; }
  void stop_here() override { ++stops; }
  [[nodiscard]] Wakeup wait(std::int64_t wait_ms, std::int64_t /*collect_ms*/) override {
    waits.push_back(wait_ms);
    if (next_ == steps.size()) {
      return {.ending_signal = SIGINT};
    }
    return steps[next_++]();
  }

  /// A change in the directory at `path`; nothing if it is not watched.
  [[nodiscard]] Wakeup change(const std::string& path) const {
    const auto found = numbers.find(path);
    return found == numbers.end() ? Wakeup{} : Wakeup{.changed = {found->second}};
  }

  bool sees = true;
  std::vector<Step> steps;  // then comes SIGINT
  std::vector<std::int64_t> waits;
  std::map<std::string, std::size_t> numbers;
  bool takes_signals = false;
  int stops = 0;

 private:
  std::size_t next_ = 0;
};

}  // namespace mltrack::test
