#pragma once
// One connection: requests come one behind the other, each is answered before the next is read.
// A part of listener.cpp: it needs Asio and Beast.

#include "listener.hpp"

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <utility>  // Boost 1.74: its awaitable.hpp uses std::exchange without it
#include <vector>

namespace mltrack::server {

class WorkSlots;

using Strand = boost::asio::strand<boost::asio::io_context::executor_type>;
using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, Strand>;
using Stream = boost::beast::basic_stream<boost::asio::ip::tcp, Strand>;

class ConnectionOwner {
 public:
  virtual ~ConnectionOwner() = default;
  [[nodiscard]] virtual const ListenerOptions& options() const = 0;
  [[nodiscard]] virtual Application& application() = 0;
  [[nodiscard]] virtual WorkSlots& slots() = 0;
  [[nodiscard]] virtual bool is_stopping() const = 0;
};

/// The idle time of a connection that is not idle.
inline constexpr std::int64_t busy = std::numeric_limits<std::int64_t>::max();

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(Socket socket, ConnectionOwner& owner);
  /// Until the client goes, errs or is too slow, or the owner stops.
  boost::asio::awaitable<void> serve();
  /// On a steady clock; `busy` while a request is under way.
  [[nodiscard]] std::int64_t idle_since() const { return idle_since_; }
  /// From any thread.
  void close_if_idle();

 private:
  using Parser = boost::beast::http::request_parser<boost::beast::http::buffer_body>;
  enum class Body { whole, too_long, cut };

  /// One request and its answer; false if the connection has come to its end.
  boost::asio::awaitable<bool> serve_one();
  boost::asio::awaitable<bool> wait_for_request();
  /// Why the head of a request could not be read, as a status; 0 if nothing is to be answered.
  static unsigned refusal_of(const boost::system::error_code& failure);
  [[nodiscard]] Request head_of(const Parser& parser) const;
  boost::asio::awaitable<Response> answer(Parser& parser, Request& request);
  boost::asio::awaitable<Response> answer_stream(Parser& parser, const Request& request,
                                                 std::uint64_t limit);
  boost::asio::awaitable<Body> read_body(Parser& parser, std::uint64_t limit, std::string* text,
                                         BodySink* sink);
  boost::asio::awaitable<bool> send(const Request& request, Response response, bool keep_alive);
  boost::asio::awaitable<bool> send_file(Response& response);
  boost::asio::awaitable<bool> write(std::string_view text);
  boost::asio::awaitable<bool> continue_if_expected(const Request& request);
  boost::asio::awaitable<void> linger();
  boost::asio::awaitable<void> enter_slot();

  ConnectionOwner& owner_;
  const ListenerOptions& options_;
  Stream stream_;
  boost::beast::flat_buffer buffer_;
  std::vector<char> piece_;  // of a body; made when there is one
  std::string peer_;
  bool body_left_ = false;  // unread bytes of a body are on the way
  std::atomic<std::int64_t> idle_since_ = 0;
};

}  // namespace mltrack::server
