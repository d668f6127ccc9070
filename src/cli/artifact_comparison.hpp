#pragma once
// An artifact of several runs, or a folder of them file by file, against that of a baseline.

#include "context.hpp"

#include "mltrack/entities/run.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace mltrack::cli {

enum class Sameness { same, differs };

/// Prints how the artifact `path` of each run differs from the baseline's: texts as a unified diff,
/// other files by size and MD5. A format that the user chose has a row for each file and run instead.
/// Throws Error::not_found if no run has it.
Sameness print_artifact_comparison(Context& context, const std::vector<Run>& runs,
                                   std::size_t baseline, const std::string& path);

}  // namespace mltrack::cli
