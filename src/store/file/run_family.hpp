#pragma once
// What a search must know of other runs than the one it looks at: whose child is it, has it children.

#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace mltrack {

class FileStore;

/// Of one search. Reads nothing that no filter or order asks for, and nothing twice. Safe to share
/// between threads.
class RunFamily {
 public:
  explicit RunFamily(FileStore& store) : store_(store) {}

  /// How many active runs of the experiment in `folder` name this run as their parent. The first
  /// question reads one tag of every run there.
  [[nodiscard]] std::size_t children_of(const std::string& folder, const std::string& run_id);
  /// The name of a run; nothing if it is not there.
  [[nodiscard]] std::optional<std::string> name_of(const std::string& run_id);

 private:
  using Counts = std::map<std::string, std::size_t, std::less<>>;  // by the parent's id
  [[nodiscard]] Counts count_children(const std::string& folder);

  FileStore& store_;
  std::mutex mutex_;                        // guards the two below
  std::map<std::string, Counts> children_;  // by folder
  std::map<std::string, std::optional<std::string>> names_;
};

}  // namespace mltrack
