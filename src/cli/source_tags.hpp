#pragma once
// The tags with which MLflow's client says where a run comes from.

#include "mltrack/cli/world.hpp"
#include "mltrack/entities/tag.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mltrack::cli {

/// mlflow.user, mlflow.source.name, mlflow.source.type (LOCAL) and, inside a git checkout,
/// mlflow.source.git.commit.
[[nodiscard]] std::vector<Tag> source_tags(const World& world,
                                           const std::optional<std::string>& source_name);

/// The commit that is checked out in the repository around `directory`, 40 hex digits.
[[nodiscard]] std::optional<std::string> git_commit(FileSystem& files, std::string directory);

}  // namespace mltrack::cli
