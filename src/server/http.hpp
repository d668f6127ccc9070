#pragma once
// A request and an answer of HTTP, as the routes see them; nothing here knows of sockets.

#include "mltrack/host/file_system.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mltrack::server {

enum class Method { get, head, post, put, patch, remove, options, other };

[[nodiscard]] std::string_view method_name(Method method);
[[nodiscard]] Method parse_method(std::string_view name);

struct Header {
  std::string name;
  std::string value;
};

struct Request {
  Method method = Method::get;
  std::string target;  // as it came: path and query
  std::vector<Header> headers;
  std::string body;
  std::string peer;  // the client's address

  /// Of the first header of that name, in whatever case; nothing if there is none.
  [[nodiscard]] std::optional<std::string_view> header(std::string_view name) const;
  /// The path as it came, percent-encoded.
  [[nodiscard]] std::string_view path() const;
  /// The parameters behind the `?`, decoded once, in their order.
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> query() const;
  [[nodiscard]] std::optional<std::string> parameter(std::string_view name) const;
};

struct Response {
  unsigned status = 200;
  std::string content_type = "application/json";
  std::string body;
  std::vector<Header> headers;
  /// In place of the body: `file_length` bytes from where the reader stands.
  std::unique_ptr<FileReader> file{};
  std::uint64_t file_length = 0;

  [[nodiscard]] std::uint64_t length() const { return file ? file_length : body.size(); }
};

[[nodiscard]] Response plain_text(unsigned status, std::string text);

/// Takes a body as it comes. One that is dropped before finish() leaves nothing behind.
class BodySink {
 public:
  virtual ~BodySink() = default;
  virtual void write(std::string_view piece) = 0;
  [[nodiscard]] virtual Response finish() = 0;
};

/// What the head of a request, everything but its body, leads to.
struct Admission {
  std::optional<Response> refusal{};  // the answer; the body is not read
  std::uint64_t body_limit = 0;       // bytes; a longer body is refused with 413
  bool streams = false;               // the body goes into a sink, and is not kept
};

/// What stands behind the sockets. Called from several threads at once; throws nothing.
class Application {
 public:
  virtual ~Application() = default;
  /// Quick: touches no disk.
  [[nodiscard]] virtual Admission admit(const Request& head) = 0;
  /// Where the body of a request goes that streams; null, and then `refusal` is set, if it cannot.
  [[nodiscard]] virtual std::unique_ptr<BodySink> open_sink(const Request& head,
                                                            Response& refusal) = 0;
  /// The answer to a whole request.
  [[nodiscard]] virtual Response answer(const Request& request) = 0;
  /// The answer to what went wrong while a body streamed, thrown by its sink.
  [[nodiscard]] virtual Response failure(const std::exception& error) = 0;
  /// What every answer carries besides.
  virtual void complete(const Request& request, Response& response) = 0;
  /// An answer was sent; `microseconds` is how long it took from the head of the request.
  virtual void sent(const Request& request, unsigned status, std::uint64_t bytes,
                    std::int64_t microseconds) = 0;
};

}  // namespace mltrack::server
