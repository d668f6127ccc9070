#pragma once
// What the routes work with.

#include "mltrack/server/serve.hpp"

namespace mltrack::server {

struct Service {
  Host& host;
  Store& store;
  ModelRegistry& registry;
  const ServerOptions& options;
};

}  // namespace mltrack::server
