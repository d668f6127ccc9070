#include "client_uri.hpp"

#include "mltrack/base/url.hpp"

#include <optional>

namespace mltrack::server {
namespace {

/// The path of a local URI below `root`; nothing if it is elsewhere.
std::optional<std::string> path_below(const std::string& root, const std::string& uri) {
  const auto path = root.empty() ? std::nullopt : local_path(uri);
  if (!path || !path->starts_with(root + "/")) {
    return std::nullopt;
  }
  std::string below = path->substr(root.size() + 1);
  return normalize_path(below) == below ? std::optional(std::move(below)) : std::nullopt;
}

std::optional<std::string> proxied(const ServerOptions& options, const std::string& uri) {
  if (options.serve_artifacts == ServeArtifacts::no) {
    return std::nullopt;
  }
  for (const std::string& root : {options.tree, options.artifacts_destination}) {
    if (const auto below = path_below(root, uri)) {
      // As Python's quote: what is no plain character of a path is percent-encoded.
      return "mlflow-artifacts:" +
             file_uri("/" + *below).substr(std::string_view("file://").size());
    }
  }
  return std::nullopt;
}

}  // namespace

Experiment for_client(const Service& service, Experiment experiment) {
  if (auto uri = proxied(service.options, experiment.artifact_location)) {
    experiment.artifact_location = std::move(*uri);
  }
  return experiment;
}

RunInfo for_client(const Service& service, RunInfo info) {
  if (auto uri = proxied(service.options, info.artifact_uri)) {
    info.artifact_uri = std::move(*uri);
  } else if (service.options.serve_artifacts == ServeArtifacts::yes &&
             local_path(info.artifact_uri)) {
    // A tree that was moved: the place may be in it after all.
    const std::string root = service.store.artifact_root(info);
    if (auto moved = proxied(service.options, root)) {
      info.artifact_uri = std::move(*moved);
    }
  }
  return info;
}

}  // namespace mltrack::server
