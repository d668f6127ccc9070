#pragma once
// Stored URIs on the way from one tree into another.

#include <functional>
#include <string>
#include <string_view>

namespace mltrack {

/// Where a tree and one of its experiments were, and where they are now.
struct Move {
  std::string source_root, target_root;  // absolute paths
  std::string source_folder;             // of the experiment, below the root: "58..", ".trash/58.."
  std::string source_id, target_id;      // of the experiment; "" where there is none
  /// Whether a directory is at this path on this machine.
  std::function<bool(const std::string&)> exists;
};

/// `uri` as it must be in the target. A local one that leads into the source tree leads into the target;
/// so does one that is dead and names the experiment's folder of a tree that was moved here. Every other
/// stays as it is.
[[nodiscard]] std::string moved_uri(const std::string& uri, const Move& move);

}  // namespace mltrack
