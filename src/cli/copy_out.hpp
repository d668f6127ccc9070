#pragma once
// Artifacts copied to a directory of the user's.

#include "context.hpp"

#include <string>
#include <vector>

namespace mltrack::cli {

enum class Overwrite { no, yes };

/// Prints the path of each file that it wrote. Error::exists, and nothing is written, if one of them is
/// there already and may not be replaced.
void copy_out(Context& context, Artifacts& source, const std::vector<ArtifactInfo>& files,
              const std::string& destination, Overwrite overwrite);

}  // namespace mltrack::cli
