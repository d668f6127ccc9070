#include "artifact_pattern.hpp"

#include "mltrack/base/glob.hpp"

#include <algorithm>
#include <utility>

namespace mltrack {
namespace {

constexpr std::string_view any_folders = "**";
constexpr std::size_t deepest = 100;  // folders; a path of the system has no more

struct Entry {
  std::string name;
  bool is_folder = false;  // a link is none: links may form a ring
};

std::vector<Entry> entries(const Directory& folder) {
  std::vector<Entry> found;
  folder.list([&](const DirectoryEntry& entry) {
    found.push_back({std::string(entry.name), entry.kind == FileKind::directory && !entry.is_link});
  });
  return found;
}

}  // namespace

ArtifactPattern::ArtifactPattern(std::string_view pattern) {
  while (!pattern.empty()) {
    const std::size_t slash = std::min(pattern.find('/'), pattern.size());
    const std::string_view part = pattern.substr(0, slash);
    const bool again = part == any_folders && !parts_.empty() && parts_.back() == any_folders;
    if (!part.empty() && part != "." && !again) {
      parts_.emplace_back(part);
    }
    pattern.remove_prefix(std::min(slash + 1, pattern.size()));
  }
}

bool ArtifactPattern::fits_in(const Directory& root) const {
  return !parts_.empty() && fits_below(root, 0);
}

bool ArtifactPattern::fits_below(const Directory& folder, std::size_t part) const {
  const std::string& wanted = parts_[part];
  const bool is_last = part + 1 == parts_.size();
  if (wanted == any_folders) {
    return fits_any_depth(folder, part + 1, 0);
  }
  if (wanted == "..") {
    return false;  // nothing outside is an artifact
  }
  if (!has_wildcard(wanted)) {
    if (is_last) {
      return folder.status(wanted).has_value();
    }
    const auto status = folder.status(wanted);
    const auto next =
        status && status->kind == FileKind::directory ? folder.open_directory(wanted) : nullptr;
    return next && fits_below(*next, part + 1);
  }
  const std::vector<Entry> all = entries(folder);
  return std::any_of(all.begin(), all.end(), [&](const Entry& entry) {
    if (!matches_glob(wanted, entry.name)) {
      return false;
    }
    if (is_last) {
      return true;
    }
    const auto next = entry.is_folder ? folder.open_directory(entry.name) : nullptr;
    return next && fits_below(*next, part + 1);
  });
}

bool ArtifactPattern::fits_any_depth(const Directory& folder, std::size_t part,
                                     std::size_t depth) const {
  const std::vector<Entry> all = entries(folder);
  if (part == parts_.size() ? !all.empty() : fits_below(folder, part)) {
    return true;
  }
  return depth < deepest && std::any_of(all.begin(), all.end(), [&](const Entry& entry) {
           const auto next = entry.is_folder ? folder.open_directory(entry.name) : nullptr;
           return next && fits_any_depth(*next, part, depth + 1);
         });
}

}  // namespace mltrack
