#pragma once
// Patterns of artifact paths, as in artifact('model/*').

#include "mltrack/host/file_system.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mltrack {

/// `*` is anything and `?` one byte of a name, `**` any folders or none; there is no escape. Matches
/// files and folders.
class ArtifactPattern {
 public:
  explicit ArtifactPattern(std::string_view pattern);

  /// Whether anything below `root` fits. Lists only the folders that may have it.
  [[nodiscard]] bool fits_in(const Directory& root) const;

 private:
  [[nodiscard]] bool fits_below(const Directory& folder, std::size_t part) const;
  [[nodiscard]] bool fits_any_depth(const Directory& folder, std::size_t part,
                                    std::size_t depth) const;

  std::vector<std::string> parts_;
};

}  // namespace mltrack
