#include "child_environment.hpp"

#include "mltrack/base/url.hpp"

namespace mltrack::cli {
namespace {

std::string absolute_uri(const Context& context) {
  std::string uri = context.tracking_uri();
  const auto path = local_path(uri);
  if (!path) {
    return uri;
  }
  const std::string absolute = normalize_path(
      path->starts_with('/') ? *path : context.world.host.files->working_directory() + "/" + *path);
  // MLflow decodes a path as it does a URI.
  std::string encoded = file_uri(absolute);
  return encoded == "file://" + absolute ? absolute : encoded;
}

}  // namespace

EnvironmentChanges child_environment(const Context& context, const RunInfo& run) {
  EnvironmentChanges changes{{"MLFLOW_RUN_ID", run.run_id},
                             {"MLFLOW_EXPERIMENT_ID", run.experiment_id},
                             {"MLFLOW_EXPERIMENT_NAME", std::nullopt},
                             {"MLFLOW_TRACKING_URI", absolute_uri(context)}};
  if (!context.world.environment.get("MLFLOW_ALLOW_FILE_STORE")) {
    changes.emplace_back("MLFLOW_ALLOW_FILE_STORE", "true");
  }
  return changes;
}

}  // namespace mltrack::cli
