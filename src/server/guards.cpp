#include "guards.hpp"

#include "mltrack/base/glob.hpp"
#include "mltrack/base/unicode.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <utility>

namespace mltrack::server {
namespace {

constexpr unsigned forbidden = 403;
constexpr unsigned bad_request = 400;
constexpr unsigned no_content = 204;

bool is_port(std::string_view text) {
  constexpr std::size_t digits = 5;
  return !text.empty() && text.size() <= digits &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_address(const std::string& host) {
  in6_addr address{};
  return inet_pton(AF_INET, host.c_str(), &address) == 1 ||
         inet_pton(AF_INET6, host.c_str(), &address) == 1;
}

/// Of `https://host:port`.
std::string_view authority_of(std::string_view origin) {
  const auto begin = origin.find("://");
  return begin == std::string_view::npos ? std::string_view{} : origin.substr(begin + 3);
}

bool changes_something(Method method) {
  return method != Method::get && method != Method::head && method != Method::options;
}

}  // namespace

std::optional<std::string> host_of(std::string_view authority) {
  std::string_view host = authority;
  std::string_view rest;
  if (authority.starts_with('[')) {
    const auto end = authority.find(']');
    if (end == std::string_view::npos) {
      return std::nullopt;
    }
    host = authority.substr(1, end - 1);
    rest = authority.substr(end + 1);
  } else if (const auto colon = authority.find(':'); colon != std::string_view::npos) {
    host = authority.substr(0, colon);
    rest = authority.substr(colon);
  }
  const bool is_good_port = rest.empty() || (rest[0] == ':' && is_port(rest.substr(1)));
  const bool is_good_host = !host.empty() && std::all_of(host.begin(), host.end(), [](char c) {
    return c > ' ' && c < '\x7f' && c != '/' && c != '@' && c != '?' && c != '#';
  });
  return is_good_port && is_good_host ? std::optional(to_lower_ascii(host)) : std::nullopt;
}

Guards::Guards(std::vector<std::string> allowed_hosts, std::vector<std::string> allowed_origins)
    : hosts_(std::move(allowed_hosts)), origins_(std::move(allowed_origins)) {
  for (std::string& host : hosts_) {
    host = to_lower_ascii(host);
  }
}

std::optional<Response> Guards::check_host(const Request& request) const {
  std::size_t count = 0;
  for (const Header& header : request.headers) {
    count += to_lower_ascii(header.name) == "host" ? 1 : 0;
  }
  if (count > 1) {
    return plain_text(bad_request, "More than one Host header\n");
  }
  const auto header = request.header("Host");
  const auto host = header ? host_of(*header) : std::nullopt;
  const auto allows = [&](const std::string& allowed) {
    // As in MLflow an entry may name the port, too, and hold `*`.
    return allowed == "*" || (host && (matches_glob(allowed, *host) ||
                                       matches_glob(allowed, to_lower_ascii(*header))));
  };
  if (std::any_of(hosts_.begin(), hosts_.end(), allows) ||
      (host && (*host == "localhost" || is_address(*host)))) {
    return std::nullopt;
  }
  return plain_text(forbidden, "Invalid Host header - possible DNS rebinding attack detected");
}

bool Guards::is_own(const Request& request, std::string_view origin) const {
  const auto header = request.header("Host");
  // The scheme may differ: a proxy before us may speak TLS.
  return header && to_lower_ascii(authority_of(origin)) == to_lower_ascii(*header);
}

bool Guards::is_allowed(std::string_view origin, const Request& request) const {
  const std::string wanted = to_lower_ascii(origin);
  return std::any_of(origins_.begin(), origins_.end(), [&](const std::string& allowed) {
    // Any page at all may read, if the operator says so; it may never write.
    return allowed == "*" ? !changes_something(request.method)
                          : matches_glob(to_lower_ascii(allowed), wanted);
  });
}

std::optional<Response> Guards::check_origin(const Request& request) const {
  const auto origin = request.header("Origin");
  if (origin && (is_own(request, *origin) || is_allowed(*origin, request))) {
    return std::nullopt;
  }
  const bool is_cross_site = request.header("Sec-Fetch-Site").value_or("") == "cross-site";
  const bool is_opened_by_user = request.header("Sec-Fetch-Mode").value_or("") == "navigate" &&
                                 !changes_something(request.method);
  if ((origin && changes_something(request.method)) || (is_cross_site && !is_opened_by_user)) {
    return plain_text(forbidden, "Cross-origin request blocked");
  }
  return std::nullopt;
}

Response Guards::preflight(const Request& request, std::string allowed_methods) const {
  const auto origin = request.header("Origin");
  if (origin && !is_own(request, *origin) && !is_allowed(*origin, request)) {
    return plain_text(bad_request, "Disallowed CORS origin");
  }
  Response response{.status = no_content, .content_type = ""};
  response.headers.push_back({"Allow", allowed_methods});
  if (origin && request.header("Access-Control-Request-Method")) {
    response.headers.push_back({"Access-Control-Allow-Methods", std::move(allowed_methods)});
    response.headers.push_back({"Access-Control-Max-Age", "600"});
    if (const auto asked = request.header("Access-Control-Request-Headers")) {
      response.headers.push_back({"Access-Control-Allow-Headers", std::string(*asked)});
    }
  }
  return response;
}

void Guards::allow_origin(const Request& request, Response& response) const {
  const auto origin = request.header("Origin");
  if (origin && is_allowed(*origin, request)) {
    const bool all = std::find(origins_.begin(), origins_.end(), "*") != origins_.end();
    response.headers.push_back({"Access-Control-Allow-Origin", all ? "*" : std::string(*origin)});
    response.headers.push_back({"Access-Control-Expose-Headers", "*"});
    if (!all) {  // never together with `*`: any page would act for whoever looks at it
      response.headers.push_back({"Access-Control-Allow-Credentials", "true"});
    }
  }
  if (!origins_.empty()) {
    response.headers.push_back({"Vary", "Origin"});
  }
}

}  // namespace mltrack::server
