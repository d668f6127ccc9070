#pragma once
// What a program writes to a terminal, as a file should have it.

#include <string>
#include <string_view>

namespace mltrack::cli {

/// Lines as they are in the end: a line that was written over (a progress bar goes back with \r) is
/// left out as far as it was.
class LogText {
 public:
  /// The lines that are whole now; the rest waits for its end.
  [[nodiscard]] std::string take(std::string_view text);
  /// What waits, at the end of everything.
  [[nodiscard]] std::string rest();

 private:
  std::string waiting_;
};

}  // namespace mltrack::cli
