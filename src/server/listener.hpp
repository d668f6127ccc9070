#pragma once
// The sockets: connections, timeouts and limits of HTTP/1.1, before an Application.
//
// `workers` requests are answered at once, whatever else goes on: one thread more than that waits on
// the sockets, so that slow work stops nobody from connecting; what comes beyond waits its turn. A
// client that is slow to send or to take costs memory of a connection and no thread.

#include "http.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace mltrack::server {

struct ListenerOptions {
  std::string address = "127.0.0.1";  // a literal one, of IPv4 or IPv6
  std::uint16_t port = 0;             // 0: any that is free
  std::size_t workers = 4;
  std::size_t connections = 1000;  // beyond them, the one that is idle longest is closed
  std::size_t head_bytes = std::size_t{16} << 10U;
  std::size_t line_bytes = std::size_t{8} << 10U;
  std::chrono::milliseconds idle_time{75'000};   // between two requests
  std::chrono::milliseconds head_time{10'000};   // for the head of a request
  std::chrono::milliseconds piece_time{60'000};  // for each 64 KiB of a body, in or out
  std::chrono::milliseconds drain_time{30'000};  // for what is running when the end is asked for
};

class Listener {
 public:
  /// Listens; throws Error if the address cannot be had. `application` must outlive it.
  Listener(const ListenerOptions& options, Application& application);
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;
  ~Listener();

  [[nodiscard]] std::uint16_t port() const;
  /// Serves until stop(), SIGTERM or SIGINT; then takes no more connections, lets running requests
  /// finish, and returns. A second signal ends it at once.
  void run();
  /// From any thread.
  void stop();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace mltrack::server
