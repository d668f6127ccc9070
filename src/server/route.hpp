#pragma once
// What is served where: each file in routes/ ends with a table of its routes, which registers itself.

#include "http.hpp"
#include "service.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/registry.hpp"
#include "mltrack/wire/answer.hpp"
#include "mltrack/wire/message.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mltrack::server {

/// A request that has found its route.
struct Call {
  const Request& request;
  /// What stood in the place of each `*` of the route, decoded once; of `**` with its slashes.
  const std::vector<std::string>& captures;
  Service& service;

  /// The fields of the request: of the query for a GET that has one, else of the body. Throws for a
  /// POST or PUT whose Content-Type is not JSON: a page of another site can send no other type
  /// without asking first, and so can do nothing here.
  [[nodiscard]] wire::Message message() const;
};

/// What a route does to the store: `--read-only` refuses what writes.
enum class Access { read, write };
/// Which hosts may be named: the routes that launchers and balancers ask are open to any.
enum class HostCheck { yes, no };

struct Route {
  Method method;
  /// Segments; `*` is any one of them, `**` at the end one and more.
  std::string_view path;
  Response (*handle)(const Call&);
  Access access = Access::read;
  /// For a body that is not kept but goes into a sink as it comes; `handle` is null then.
  std::unique_ptr<BodySink> (*take)(const Call&) = nullptr;
  std::uint64_t body_limit = std::uint64_t{8} << 20U;
  HostCheck host_check = HostCheck::yes;
};

inline constexpr std::uint64_t any_length = ~std::uint64_t{0};

/// Where the paths of a table begin.
enum class Below {
  site,  // the address of the server
  api,   // each of /api/2.0, /api/3.0, /ajax-api/2.0 and /ajax-api/3.0: one entry for all
};

struct RouteTable {
  RouteTable(Below where, std::span<const Route> routes_below)
      : below(where), routes(routes_below), next(Registry<RouteTable>::add(*this)) {}
  Below below;
  std::span<const Route> routes;
  std::string_view name{};
  const RouteTable* next;
};

/// An answer that is a JSON object.
[[nodiscard]] Response json(wire::Answer&& answer);
/// `{}`: it is done, and there is nothing to say.
[[nodiscard]] Response done();
/// MLflow's JSON for an error, with its status.
[[nodiscard]] Response error_response(const Error& error);

}  // namespace mltrack::server
