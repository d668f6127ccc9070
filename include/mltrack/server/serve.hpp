#pragma once
// MLflow's REST API over HTTP, on a store.

#include "mltrack/host/host.hpp"
#include "mltrack/store/model_registry.hpp"
#include "mltrack/store/store.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace mltrack::server {

enum class Writes { allowed, refused };
enum class AccessLog { none, common, json };
/// Whether clients reach artifacts through the server (MLflow: --serve-artifacts) or by themselves.
enum class ServeArtifacts { no, yes };

struct ServerOptions {
  std::string address = "127.0.0.1";         // a literal one
  std::uint16_t port = 5000;                 // 0: any that is free
  std::size_t workers = 4;                   // requests that are worked on at once
  std::string static_prefix;                 // "" or "/ml": before every path
  std::vector<std::string> allowed_hosts;    // besides addresses, localhost and the machine's name
  std::vector<std::string> allowed_origins;  // besides pages of this server
  Writes writes = Writes::allowed;
  AccessLog access_log = AccessLog::common;
  ServeArtifacts serve_artifacts = ServeArtifacts::yes;
  std::string tree;                   // absolute path of the tree; "" if the store is none
  std::string artifacts_destination;  // absolute path below which `mlflow-artifacts:` URIs lie
};

/// What the server tells while it runs; called from any thread, one call at a time.
struct ServerEvents {
  std::function<void(std::uint16_t port)> ready;       // it listens
  std::function<void(std::string_view line)> request;  // a line of the access log
};

/// Serves until SIGTERM or SIGINT, then lets running requests finish. Throws Error if it cannot
/// listen. Reads nothing of the store before the first request.
void serve(Host& host, Store& store, ModelRegistry& registry, const ServerOptions& options,
           const ServerEvents& events);

}  // namespace mltrack::server
