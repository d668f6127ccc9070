#include "mltrack/server/serve.hpp"

#include "listener.hpp"
#include "router.hpp"

namespace mltrack::server {

void serve(Host& host, Store& store, ModelRegistry& registry, const ServerOptions& options,
           const ServerEvents& events) {
  Service service{host, store, registry, options};
  Router router(service, events);
  Listener listener({.address = options.address, .port = options.port, .workers = options.workers},
                    router);
  if (events.ready) {
    events.ready(listener.port());
  }
  listener.run();
}

}  // namespace mltrack::server
