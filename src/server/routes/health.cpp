// What launchers and balancers ask.

#include "route.hpp"

#include "mltrack/base/version.hpp"

#include <array>

namespace mltrack::server {
namespace {

constexpr unsigned ok = 200;

Response health(const Call& /*call*/) {
  return plain_text(ok, "OK");
}

Response version_text(const Call& /*call*/) {
  return plain_text(ok, std::string(version()));
}

/// MLflow 3 asks what the server can do; what is absent it cannot.
Response server_info(const Call& /*call*/) {
  wire::Answer features;
  features.add("gateway", false);
  wire::Answer info;
  info.add("store_type", "FileStore")
      .add("workspaces_enabled", false)
      .add("trace_archival_enabled", false)
      .add("multipart_uploads_enabled", false)
      .add("multipart_downloads_enabled", false)
      .add("presigned_upload_run_id_supported", false)
      .add("presigned_upload_model_id_supported", false)
      .add("features_enabled", std::move(features));
  return json(std::move(info));
}

constexpr std::array site_routes{
    Route{.method = Method::get, .path = "/health", .handle = health, .host_check = HostCheck::no},
    Route{.method = Method::get,
          .path = "/version",
          .handle = version_text,
          .host_check = HostCheck::no},
};
const RouteTable site{Below::site, site_routes};

constexpr std::array api_routes{
    Route{.method = Method::get, .path = "/mlflow/server-info", .handle = server_info},
};
const RouteTable api{Below::api, api_routes};

}  // namespace
}  // namespace mltrack::server
