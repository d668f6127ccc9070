#include "file_patterns.hpp"

#include "mltrack/base/glob.hpp"
#include "mltrack/base/url.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace mltrack::cli {
namespace {

class Search {
 public:
  Search(FileSystem& files, std::string pattern, const std::string& without)
      : files_(files), pattern_(std::move(pattern)), without_(without) {
    hidden_ = pattern_.starts_with('.') || pattern_.find("/.") != std::string::npos;
  }

  /// Everything below `folder`, an absolute path ("" for the root); `name` is what it is called in the pattern's terms.
  void look_into(const std::string& folder, const std::string& name) {
    const auto directory =
        folder == without_ ? nullptr : files_.open(folder.empty() ? "/" : folder);
    if (!directory) {
      return;
    }
    std::vector<std::string> folders;
    directory->list([&](const DirectoryEntry& entry) {
      if (entry.name.starts_with('.') && !hidden_) {
        return;
      }
      const std::string path =
          name.empty() ? std::string(entry.name) : name + "/" + std::string(entry.name);
      if (entry.kind == FileKind::directory && !entry.is_link) {
        folders.emplace_back(entry.name);
      } else if (entry.kind == FileKind::file && (matches_glob(pattern_, path) || all_)) {
        found.push_back({folder + "/" + std::string(entry.name), path});
      }
    });
    for (const std::string& inner : folders) {
      const std::string path = name.empty() ? inner : fmt::format("{}/{}", name, inner);
      const bool all_before = all_;
      all_ = all_ || matches_glob(pattern_, path);
      look_into(fmt::format("{}/{}", folder, inner), path);
      all_ = all_before;
    }
  }

  std::vector<FoundFile> found;

 private:
  FileSystem& files_;
  std::string pattern_;
  const std::string& without_;
  bool hidden_ = false;
  bool all_ = false;  // within a directory that the pattern fits
};

}  // namespace

std::vector<FoundFile> find_files(FileSystem& files, const std::string& pattern,
                                  const std::string& without) {
  std::string normal = normalize_path(pattern);
  std::string base = files.working_directory();
  base = base == "/" ? "" : base;
  const auto star = normal.find_first_of("*?");
  const auto slash = normal.rfind('/', star);
  if (normal.starts_with('/')) {
    base = normal.substr(0, slash);
    normal.erase(0, slash + 1);
  } else if (normal.starts_with("..") && slash != std::string::npos) {
    base = normalize_path(base + "/" + normal.substr(0, slash));
    normal.erase(0, slash + 1);
  }
  Search search(files, normal, without);
  search.look_into(base, "");
  std::sort(search.found.begin(), search.found.end(),
            [](const FoundFile& a, const FoundFile& b) { return a.name < b.name; });
  return std::move(search.found);
}

}  // namespace mltrack::cli
