#include "router.hpp"

#include "access_log.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/unicode.hpp"
#include "mltrack/base/url.hpp"

#include <array>
#include <optional>

namespace mltrack::server {
namespace {

constexpr unsigned not_found = 404;
constexpr unsigned method_not_allowed = 405;
constexpr unsigned permanent_redirect = 308;

/// The path below the four beginnings of the API, which are one; nothing for another path.
std::optional<std::string_view> below_api(std::string_view path) {
  for (const std::string_view beginning :
       {"/api/2.0/", "/ajax-api/2.0/", "/api/3.0/", "/ajax-api/3.0/"}) {
    if (path.starts_with(beginning)) {
      return path.substr(beginning.size() - 1);
    }
  }
  return std::nullopt;
}

Response no_endpoint(const Request& request) {
  return {.status = not_found,
          .body = std::move(wire::Answer()
                                .add("error_code", "ENDPOINT_NOT_FOUND")
                                .add("message", fmt::format("There is no {} {} here.",
                                                            method_name(request.method),
                                                            escape_controls(request.path()))))
                      .str()};
}

bool serves(const Route& route, Method method) {
  return route.method == method || (route.method == Method::get && method == Method::head);
}

std::string_view take_segment(std::string_view& path) {
  path.remove_prefix(1);  // the slash
  const std::string_view segment = path.substr(0, path.find('/'));
  path.remove_prefix(segment.size());
  return segment;
}

}  // namespace

bool matches_route(std::string_view pattern, std::string_view path,
                   std::vector<std::string>& captures) {
  if (pattern.find('*') == std::string_view::npos) {
    return pattern == path;
  }
  while (!pattern.empty() && path.starts_with('/')) {
    const std::string_view expected = take_segment(pattern);
    if (expected == "**") {
      captures.push_back(percent_decode(path.substr(1)));
      return path.size() > 1;
    }
    const std::string_view segment = take_segment(path);
    if (expected == "*" && !segment.empty()) {
      captures.push_back(percent_decode(segment));
    } else if (expected != segment) {
      return false;
    }
  }
  return pattern.empty() && path.empty();
}

Router::Router(Service& service, const ServerEvents& events)
    : service_(service),
      events_(events),
      guards_(service.options.allowed_hosts, service.options.allowed_origins) {}

Router::Match Router::find(const Request& request) const {
  Match match;
  std::string_view path = request.path();
  if (!path.starts_with(service_.options.static_prefix)) {
    return match;
  }
  path.remove_prefix(service_.options.static_prefix.size());
  const auto api_path = below_api(path);
  for (const auto* table = Registry<RouteTable>::first(); table != nullptr; table = table->next) {
    if (table->below == Below::api && !api_path) {
      continue;
    }
    const std::string_view rest = table->below == Below::api ? *api_path : path;
    for (const Route& route : table->routes) {
      std::vector<std::string> captures;
      if (!matches_route(route.path, rest, captures)) {
        continue;
      }
      if (serves(route, request.method)) {
        match.route = &route;
        match.captures = std::move(captures);
        return match;
      }
      match.allowed_methods += match.allowed_methods.empty() ? "" : ", ";
      match.allowed_methods += method_name(route.method);
      match.allowed_methods += route.method == Method::get ? ", HEAD" : "";
    }
  }
  return match;
}

std::optional<Response> Router::refuse(const Request& request, const Match& match) const {
  const bool is_open_to_any_host =
      match.route != nullptr && match.route->host_check == HostCheck::no;
  if (!is_open_to_any_host) {
    if (auto refusal = guards_.check_host(request)) {
      return refusal;
    }
  }
  if (request.method == Method::options && !match.allowed_methods.empty()) {
    return guards_.preflight(request, match.allowed_methods + ", OPTIONS");
  }
  if (auto refusal = guards_.check_origin(request)) {
    return refusal;
  }
  if (match.route == nullptr) {
    const std::string& prefix = service_.options.static_prefix;
    if (!prefix.empty() && request.path() == prefix) {
      Response response = plain_text(permanent_redirect, "");
      response.headers.push_back({"Location", prefix + "/"});
      return response;
    }
    if (match.allowed_methods.empty()) {
      return no_endpoint(request);
    }
    Response response = plain_text(method_not_allowed, "This path does not take this method.\n");
    response.headers.push_back({"Allow", match.allowed_methods + ", OPTIONS"});
    return response;
  }
  if (match.route->access == Access::write && service_.options.writes == Writes::refused) {
    return error_response(Error::denied("This server is read-only (--read-only)."));
  }
  return std::nullopt;
}

Admission Router::admit(const Request& head) {
  const Match match = find(head);
  if (auto refusal = refuse(head, match)) {
    return {.refusal = std::move(refusal)};
  }
  return {.body_limit = match.route->body_limit, .streams = match.route->take != nullptr};
}

std::unique_ptr<BodySink> Router::open_sink(const Request& head, Response& refusal) {
  const Match match = find(head);
  try {
    return match.route->take({head, match.captures, service_});
  } catch (const std::exception& error) {
    refusal = failure(error);
    return nullptr;
  }
}

Response Router::answer(const Request& request) {
  const Match match = find(request);
  if (auto refusal = refuse(request, match)) {
    return std::move(*refusal);
  }
  try {
    return match.route->handle({request, match.captures, service_});
  } catch (const std::exception& error) {
    return failure(error);
  }
}

Response Router::failure(const std::exception& error) {
  if (const auto* known = dynamic_cast<const Error*>(&error)) {
    return error_response(*known);
  }
  return error_response(Error::internal("{}", error.what()));  // no memory, and the like
}

void Router::complete(const Request& request, Response& response) {
  response.headers.push_back({"X-Content-Type-Options", "nosniff"});
  response.headers.push_back({"X-Frame-Options", "SAMEORIGIN"});
  guards_.allow_origin(request, response);
}

void Router::sent(const Request& request, unsigned status, std::uint64_t bytes,
                  std::int64_t microseconds) {
  if (service_.options.access_log == AccessLog::none || !events_.request) {
    return;
  }
  const Exchange exchange{.request = request,
                          .status = status,
                          .bytes = bytes,
                          .microseconds = microseconds,
                          .at_ms = service_.host.clock->now_ms()};
  const std::string line =
      service_.options.access_log == AccessLog::json ? json_line(exchange) : common_line(exchange);
  const std::lock_guard guard(log_mutex_);
  events_.request(line);
}

}  // namespace mltrack::server
