#pragma once
// From a request to its route and back: the guards before it, errors behind it.

#include "guards.hpp"
#include "http.hpp"
#include "route.hpp"
#include "service.hpp"

#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace mltrack::server {

class Router final : public Application {
 public:
  /// Both must outlive it.
  Router(Service& service, const ServerEvents& events);

  [[nodiscard]] Admission admit(const Request& head) override;
  [[nodiscard]] std::unique_ptr<BodySink> open_sink(const Request& head,
                                                    Response& refusal) override;
  [[nodiscard]] Response answer(const Request& request) override;
  [[nodiscard]] Response failure(const std::exception& error) override;
  void complete(const Request& request, Response& response) override;
  void sent(const Request& request, unsigned status, std::uint64_t bytes,
            std::int64_t microseconds) override;

 private:
  struct Match {
    const Route* route = nullptr;
    std::vector<std::string> captures;
    std::string allowed_methods;  // of the routes of that path: "GET, POST"
  };

  [[nodiscard]] Match find(const Request& request) const;
  /// Why the request goes no further; nothing if it may.
  [[nodiscard]] std::optional<Response> refuse(const Request& request, const Match& match) const;

  Service& service_;
  const ServerEvents& events_;
  Guards guards_;
  std::mutex log_mutex_;  // one line at a time
};

/// Whether `path` is what the pattern of a route describes; `captures` gets what stood for its stars.
[[nodiscard]] bool matches_route(std::string_view pattern, std::string_view path,
                                 std::vector<std::string>& captures);

}  // namespace mltrack::server
