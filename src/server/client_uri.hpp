#pragma once
// Where clients find artifacts. In the tree stand plain places, so that every program that reads the
// tree finds them; to clients of the server those below the tree are `mlflow-artifacts:`, which they
// reach through it (mltrack/server/serve.hpp: ServeArtifacts).

#include "service.hpp"

#include <string>

namespace mltrack::server {

/// The entities as clients are to see them.
[[nodiscard]] Experiment for_client(const Service& service, Experiment experiment);
[[nodiscard]] RunInfo for_client(const Service& service, RunInfo info);

}  // namespace mltrack::server
