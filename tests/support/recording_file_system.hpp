#pragma once
// A disk that counts what is done with it: how many opens, reads, writes and lists of which path.

#include "observed_file_system.hpp"

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace mltrack::test {

class Record final : public PrimitiveObserver {
 public:
  void before(Primitive primitive, const std::string& path, std::size_t bytes) override;

  /// How often the primitive was called at all.
  [[nodiscard]] std::size_t count(Primitive primitive) const;
  /// How often for a path that contains `part`.
  [[nodiscard]] std::size_t count(Primitive primitive, std::string_view part) const;
  /// Everything, of whatever kind.
  [[nodiscard]] std::size_t total() const;
  /// Bytes that reads and tails asked of paths that contain `part`.
  [[nodiscard]] std::size_t bytes_asked(std::string_view part) const;
  /// One line a primitive and path, for messages.
  [[nodiscard]] std::string text() const;

  void clear() { calls_.clear(); }

 private:
  struct Calls {
    std::size_t count = 0;
    std::size_t bytes = 0;
  };
  std::map<std::pair<Primitive, std::string>, Calls> calls_;
};

/// `inner` and `record` must outlive it.
[[nodiscard]] std::unique_ptr<FileSystem> recording_file_system(FileSystem& inner, Record& record);

}  // namespace mltrack::test
