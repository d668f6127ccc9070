#pragma once
// Artifacts as an answer.

#include "context.hpp"

#include <string>
#include <vector>

namespace mltrack::cli {

void print_artifacts(Context& context, const RunInfo& run, const std::vector<ArtifactInfo>& files);

/// Throws Error::not_found, with the nearest path as hint, if there is no artifact of that path.
void require_artifact(Artifacts& artifacts, const std::string& path);

/// Bytes of all of them together.
[[nodiscard]] std::uint64_t size_of(const std::vector<ArtifactInfo>& files);

/// `1.2 MiB`.
[[nodiscard]] std::string format_size(std::uint64_t bytes);

}  // namespace mltrack::cli
