#pragma once
// Storing an artifact of the current run.

#include "context.hpp"

#include <string>

namespace mltrack::cli {

/// Throws for a deleted run, as MLflow's client does. With --verbose tells the artifact's URI.
void upload_artifact(Context& context, const std::string& path, FileReader& source);

}  // namespace mltrack::cli
