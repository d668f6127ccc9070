#pragma once
// How far something long has come: one line on stderr, for who sits at a terminal and waits.

#include "context.hpp"

#include "mltrack/host/file_system.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace mltrack::cli {

/// `copying ████████░░░░░░░░░░░░  40%  1.2 GiB of 3.0 GiB`, no wider than `columns`. A bar is left
/// out where there is no room for it.
[[nodiscard]] std::string progress_line(std::string_view what, std::uint64_t done,
                                        std::uint64_t total, std::size_t columns);

class Progress {
 public:
  /// `total` bytes are to be handled. Nothing is shown in the first second, with --quiet, or where
  /// stderr is no terminal.
  Progress(Context& context, std::string_view what, std::uint64_t total);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  /// Takes the line away.
  ~Progress();

  void add(std::uint64_t bytes);

 private:
  Context& context_;
  std::string what_;
  std::uint64_t total_;
  std::uint64_t done_ = 0;
  bool wanted_;
  std::int64_t next_ms_ = 0;
  bool shown_ = false;
};

/// Reads on from `source` and tells `progress`.
class WatchedReader final : public FileReader {
 public:
  WatchedReader(FileReader& source, Progress& progress) : source_(source), progress_(progress) {}
  std::size_t read(std::span<char> buffer) override {
    const std::size_t count = source_.read(buffer);
    progress_.add(count);
    return count;
  }
  [[nodiscard]] std::uint64_t size() const override { return source_.size(); }

 private:
  FileReader& source_;
  Progress& progress_;
};

}  // namespace mltrack::cli
