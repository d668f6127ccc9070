#pragma once
// The files of the working directory, and of others, that a pattern means.

#include "mltrack/host/file_system.hpp"

#include <string>
#include <vector>

namespace mltrack::cli {

struct FoundFile {
  std::string path;  // to open it
  std::string
      name;  // below the directory that the pattern names, or as it is in the working directory
};

/// Files that `pattern` fits, by name. `*` stands for any text, slashes included, `?` for one byte. A
/// directory means all files below it. Hidden files are found only if the pattern names them, links to
/// directories are not followed, and what lies in `without` (an absolute path) is left out.
[[nodiscard]] std::vector<FoundFile> find_files(FileSystem& files, const std::string& pattern,
                                                const std::string& without);

}  // namespace mltrack::cli
