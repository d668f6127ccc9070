#pragma once
// A router on a store in memory: requests without sockets.

#include "server/router.hpp"
#include "support/file_store_world.hpp"

#include "mltrack/store/open_registry.hpp"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace mltrack::test {

struct ServerWorld {
  explicit ServerWorld(server::ServerOptions wanted = {}) : options(std::move(wanted)) {
    options.tree = world.root;
    StoreOptions store_options{.uri = world.root};
    store_options.warn = [](const std::string&) {};
    registry = open_registry(world.host, store_options);
    service = std::make_unique<server::Service>(
        server::Service{world.host, *world.store, *registry, options});
    events.request = [this](std::string_view line) { log += line; };
    router = std::make_unique<server::Router>(*service, events);
  }

  /// As the listener does it: the head first, then the whole.
  server::Response ask(server::Request request) {
    if (!request.header("Host")) {
      request.headers.push_back({"Host", "127.0.0.1:5000"});
    }
    server::Admission admission = router->admit(request);
    server::Response response;
    if (admission.refusal) {
      response = std::move(*admission.refusal);
    } else if (admission.streams) {
      if (const auto sink = router->open_sink(request, response)) {
        sink->write(request.body);
        response = sink->finish();
      }
    } else {
      response = router->answer(request);
    }
    router->complete(request, response);
    return response;
  }
  server::Response get(const std::string& target) {
    return ask({.method = server::Method::get, .target = target});
  }
  server::Response post(const std::string& target, const std::string& body) {
    return ask({.method = server::Method::post,
                .target = target,
                .headers = {{"Content-Type", "application/json"}},
                .body = body});
  }

  FileStoreWorld world;
  server::ServerOptions options;
  std::unique_ptr<ModelRegistry> registry;
  std::unique_ptr<server::Service> service;
  server::ServerEvents events;
  std::unique_ptr<server::Router> router;
  std::string log;
};

/// The value of a header of an answer; "" if it has none.
inline std::string header_of(const server::Response& response, std::string_view name) {
  for (const server::Header& header : response.headers) {
    if (header.name == name) {
      return header.value;
    }
  }
  return "";
}

}  // namespace mltrack::test
