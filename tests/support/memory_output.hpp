#pragma once
// An Output that keeps the text, for tests of what is printed.

#include "mltrack/cli/world.hpp"

#include <string>
#include <string_view>

namespace mltrack::test {

class MemoryOutput final : public cli::Output {
 public:
  /// A pipe; or a terminal of that many columns.
  MemoryOutput() = default;
  explicit MemoryOutput(std::size_t columns) : terminal_(true), columns_(columns) {}

  void write(std::string_view written) override { text += written; }
  void flush() override {}
  [[nodiscard]] bool is_terminal() const override { return terminal_; }
  [[nodiscard]] std::size_t width() const override { return columns_; }

  std::string text;

 private:
  bool terminal_ = false;
  std::size_t columns_ = 80;
};

}  // namespace mltrack::test
