#pragma once
// Who may ask at all: checks that every request passes before a route sees it.

#include "http.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mltrack::server {

/// The host of a `Host` header or of an origin, without port, in small letters; nothing if it is none.
/// An address of IPv6 stands without its brackets.
[[nodiscard]] std::optional<std::string> host_of(std::string_view authority);

class Guards {
 public:
  /// Names in addition to addresses, `localhost` and this machine's name. `*` allows all.
  Guards(std::vector<std::string> allowed_hosts, std::vector<std::string> allowed_origins);

  /// A page whose name was made to lead to this machine (DNS rebinding) names itself in `Host`. Names
  /// are compared as whole names; a literal address cannot be made to lead elsewhere. The refusal,
  /// in MLflow's words, or nothing.
  [[nodiscard]] std::optional<Response> check_host(const Request& request) const;
  /// A page of another site: its Origin is refused where something may change, and what its browser
  /// calls cross-site everywhere but for a page that the user himself opens. No Origin passes: such
  /// are programs.
  [[nodiscard]] std::optional<Response> check_origin(const Request& request) const;
  /// The answer to a browser that asks whether a page of the request's origin may ask.
  [[nodiscard]] Response preflight(const Request& request, std::string allowed_methods) const;
  /// Tells the browser of an allowed page of another origin that it may read the answer.
  void allow_origin(const Request& request, Response& response) const;

 private:
  [[nodiscard]] bool is_own(const Request& request, std::string_view origin) const;
  [[nodiscard]] bool is_allowed(std::string_view origin, const Request& request) const;

  std::vector<std::string> hosts_;
  std::vector<std::string> origins_;
};

}  // namespace mltrack::server
