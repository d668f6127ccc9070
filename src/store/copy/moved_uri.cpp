#include "moved_uri.hpp"

#include "file/layout.hpp"

#include "mltrack/base/url.hpp"

#include <optional>

namespace mltrack {
namespace {

/// What of `path` is below `folder`; "" is the folder itself.
std::optional<std::string> below(const std::string& path, const std::string& folder) {
  if (path == folder) {
    return "";
  }
  const std::string prefix = folder + "/";
  return path.starts_with(prefix) ? std::optional(path.substr(prefix.size())) : std::nullopt;
}

/// "<id>/<rest>" of an experiment in the target; MLflow's URIs never have `.trash` in them.
std::string in_target(const Move& move, const std::string& rest) {
  if (move.source_id.empty()) {
    return rest;
  }
  for (const std::string& folder : {move.source_folder, move.source_id}) {
    if (const auto inner = below(rest, folder)) {
      return inner->empty() ? move.target_id : layout::join(move.target_id, *inner);
    }
  }
  return rest;
}

/// "<id>/<rest>" of a dead path that ends so; nothing if the experiment's id is no part of it.
std::optional<std::string> from_experiment(const std::string& path, const std::string& id) {
  const std::string part = "/" + id;
  const auto at = (path + "/").rfind(part + "/");
  return id.empty() || at == std::string::npos ? std::nullopt : std::optional(path.substr(at + 1));
}

}  // namespace

std::string moved_uri(const std::string& uri, const Move& move) {
  const auto stored = local_path(uri);
  if (!stored || !stored->starts_with('/')) {
    return uri;
  }
  const std::string path = normalize_path(*stored);
  auto rest = below(path, move.source_root);
  if (!rest && !move.exists(path)) {
    rest = from_experiment(path, move.source_id);
  }
  if (!rest) {
    return uri;
  }
  const std::string target = layout::join(move.target_root, in_target(move, *rest));
  return uri_scheme(uri).empty() ? target : file_uri(target);
}

}  // namespace mltrack
