#include "connection.hpp"

#include "response_head.hpp"
#include "work_slots.hpp"

#include <algorithm>
#include <array>
#include <boost/asio/dispatch.hpp>
#include <boost/beast/http/read.hpp>
#include <chrono>
#include <tuple>

namespace mltrack::server {
namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;

namespace {

constexpr std::size_t piece_size = std::size_t{64} << 10U;
constexpr std::size_t first_read = 4096;  // nearly every request of MLflow's client as a whole

std::int64_t steady_us() {
  return std::chrono::duration_cast<std::chrono::microseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

/// A slot, for as long as the object lives.
class Working {
 public:
  explicit Working(WorkSlots& slots) : slots_(slots) {}
  Working(const Working&) = delete;
  Working& operator=(const Working&) = delete;
  ~Working() { slots_.leave(); }

 private:
  WorkSlots& slots_;
};

}  // namespace

Connection::Connection(Socket socket, ConnectionOwner& owner)
    : owner_(owner), options_(owner.options()), stream_(std::move(socket)) {
  boost::system::error_code failure;
  const auto endpoint = stream_.socket().remote_endpoint(failure);
  peer_ = failure ? "-" : endpoint.address().to_string(failure);
  idle_since_ = steady_us();
}

asio::awaitable<void> Connection::serve() {
  const auto self = shared_from_this();
  bool goes_on = true;
  while (goes_on && !owner_.is_stopping()) {
    goes_on = co_await serve_one();
  }
  co_await linger();
}

void Connection::close_if_idle() {
  asio::post(stream_.get_executor(), [self = shared_from_this()] {
    if (self->idle_since_ != busy) {
      self->stream_.cancel();
    }
  });
}

asio::awaitable<bool> Connection::wait_for_request() {
  if (buffer_.size() > 0) {  // the client did not wait for the last answer
    co_return true;
  }
  idle_since_ = steady_us();
  boost::system::error_code failure;
  stream_.expires_after(options_.idle_time);
  const std::size_t got = co_await stream_.async_read_some(
      buffer_.prepare(first_read), asio::redirect_error(asio::use_awaitable, failure));
  idle_since_ = busy;
  buffer_.commit(got);
  co_return !failure;
}

unsigned Connection::refusal_of(const boost::system::error_code& failure) {
  constexpr unsigned bad_request = 400;
  constexpr unsigned timeout = 408;
  constexpr unsigned head_too_long = 431;
  if (failure == beast::error::timeout) {
    return timeout;
  }
  if (failure == http::error::header_limit) {
    return head_too_long;
  }
  const bool is_parse_error =
      failure.category() == http::make_error_code(http::error::bad_version).category() &&
      failure != http::error::end_of_stream && failure != http::error::partial_message;
  return is_parse_error ? bad_request : 0;
}

asio::awaitable<bool> Connection::serve_one() {
  const bool there_is_one = co_await wait_for_request();
  if (!there_is_one) {
    co_return false;
  }
  const std::int64_t begin = steady_us();
  Parser parser;
  parser.header_limit(static_cast<std::uint32_t>(options_.head_bytes));
  // The limit is ours (read_body). Not boost::none: Boost 1.74 takes that for a limit of nothing.
  parser.body_limit(std::numeric_limits<std::uint64_t>::max());
  boost::system::error_code failure;
  stream_.expires_after(options_.head_time);
  co_await http::async_read_header(stream_, buffer_, parser,
                                   asio::redirect_error(asio::use_awaitable, failure));
  if (failure) {
    const unsigned status = refusal_of(failure);
    if (status != 0) {
      body_left_ = true;
      const Request nothing{.peer = peer_};
      Response refusal = plain_text(status, failure.message() + "\n");
      co_await send(nothing, std::move(refusal), false);
    }
    co_return false;
  }
  Request request = head_of(parser);
  body_left_ = !parser.is_done();
  Response response = co_await answer(parser, request);
  const bool keep_alive = parser.get().keep_alive() && !body_left_ && !owner_.is_stopping();
  const unsigned status = response.status;
  const std::uint64_t length = response.length();
  const bool was_sent = co_await send(request, std::move(response), keep_alive);
  owner_.application().sent(request, status, length, steady_us() - begin);
  co_return was_sent&& keep_alive;
}

Request Connection::head_of(const Parser& parser) const {
  const auto& message = parser.get();
  const auto text = [](const auto& view) { return std::string(view.data(), view.size()); };
  Request request{.method = parse_method(text(message.method_string())),
                  .target = text(message.target()),
                  .peer = peer_};
  for (const auto& field : message) {
    request.headers.push_back({text(field.name_string()), text(field.value())});
  }
  return request;
}

asio::awaitable<Response> Connection::answer(Parser& parser, Request& request) {
  constexpr unsigned line_too_long = 414;
  constexpr unsigned too_large = 413;
  constexpr unsigned bad_request = 400;
  if (request.target.size() > options_.line_bytes) {
    co_return plain_text(line_too_long, "The address is too long.\n");
  }
  Application& application = owner_.application();
  Admission admission = application.admit(request);
  if (admission.refusal) {
    co_return std::move(*admission.refusal);
  }
  const auto length = parser.content_length();
  if (length && *length > admission.body_limit) {
    co_return plain_text(too_large, "The body of the request is too large.\n");
  }
  const bool may_send = co_await continue_if_expected(request);
  if (!may_send) {
    co_return plain_text(bad_request, "");
  }
  if (admission.streams) {
    co_return co_await answer_stream(parser, request, admission.body_limit);
  }
  const Body body = co_await read_body(parser, admission.body_limit, &request.body, nullptr);
  if (body != Body::whole) {
    co_return body == Body::too_long
        ? plain_text(too_large, "The body of the request is too large.\n")
        : plain_text(bad_request, "The body of the request was cut off.\n");
  }
  co_await enter_slot();
  const Working working(owner_.slots());
  co_return application.answer(request);
}

asio::awaitable<void> Connection::enter_slot() {
  if (!owner_.slots().try_enter()) {
    co_await owner_.slots().enter();
  }
}

asio::awaitable<Response> Connection::answer_stream(Parser& parser, const Request& request,
                                                    std::uint64_t limit) {
  constexpr unsigned too_large = 413;
  constexpr unsigned bad_request = 400;
  Application& application = owner_.application();
  Response refusal;
  std::unique_ptr<BodySink> sink;
  {
    co_await enter_slot();
    const Working working(owner_.slots());
    sink = application.open_sink(request, refusal);
  }
  if (!sink) {
    co_return refusal;
  }
  std::optional<Response> failure;
  try {
    buffer_.reserve(piece_size);
    const Body body = co_await read_body(parser, limit, nullptr, sink.get());
    if (body == Body::too_long) {
      failure = plain_text(too_large, "The body of the request is too large.\n");
    } else if (body == Body::cut) {
      failure = plain_text(bad_request, "The body of the request was cut off.\n");
    }
  } catch (const std::exception& error) {  // the disk is full, and the like
    failure = application.failure(error);
  }
  if (failure) {
    co_return std::move(*failure);
  }
  co_await enter_slot();
  const Working working(owner_.slots());
  try {
    co_return sink->finish();
  } catch (const std::exception& error) {
    failure = application.failure(error);
  }
  co_return std::move(*failure);
}

asio::awaitable<Connection::Body> Connection::read_body(Parser& parser, std::uint64_t limit,
                                                        std::string* text, BodySink* sink) {
  std::uint64_t total = 0;
  if (!parser.is_done()) {
    piece_.resize(piece_size);
  }
  while (!parser.is_done()) {
    auto& body = parser.get().body();
    body.data = piece_.data();
    body.size = piece_.size();
    boost::system::error_code failure;
    stream_.expires_after(options_.piece_time);
    co_await http::async_read(stream_, buffer_, parser,
                              asio::redirect_error(asio::use_awaitable, failure));
    if (failure && failure != http::error::need_buffer) {
      co_return Body::cut;
    }
    const std::string_view piece(piece_.data(), piece_.size() - parser.get().body().size);
    total += piece.size();
    if (total > limit) {
      co_return Body::too_long;
    }
    if (sink != nullptr) {
      co_await enter_slot();
      const Working working(owner_.slots());
      sink->write(piece);
    } else {
      text->append(piece);
    }
  }
  body_left_ = false;
  co_return Body::whole;
}

asio::awaitable<bool> Connection::continue_if_expected(const Request& request) {
  const auto expected = request.header("Expect");
  if (!expected ||
      !beast::iequals(beast::string_view(expected->data(), expected->size()), "100-continue")) {
    co_return true;
  }
  stream_.expires_after(options_.piece_time);
  co_return co_await write("HTTP/1.1 100 Continue\r\n\r\n");
}

asio::awaitable<bool> Connection::send(const Request& request, Response response, bool keep_alive) {
  owner_.application().complete(request, response);
  const std::string head = response_head(response, keep_alive ? KeepAlive::yes : KeepAlive::no);
  stream_.expires_after(options_.piece_time);
  if (request.method == Method::head) {
    co_return co_await write(head);
  }
  if (response.file) {
    const bool began = co_await write(head);
    co_return began&& co_await send_file(response);
  }
  boost::system::error_code failure;
  const std::array<asio::const_buffer, 2> buffers{asio::buffer(head), asio::buffer(response.body)};
  co_await asio::async_write(stream_, buffers, asio::redirect_error(asio::use_awaitable, failure));
  co_return !failure;
}

asio::awaitable<bool> Connection::send_file(Response& response) {
  piece_.resize(piece_size);
  std::uint64_t left = response.file_length;
  while (left > 0) {
    std::size_t got = 0;
    {
      co_await enter_slot();
      const Working working(owner_.slots());
      try {
        got = response.file->read(std::span(piece_).first(
            static_cast<std::size_t>(std::min<std::uint64_t>(left, piece_size))));
      } catch (const std::exception&) {  // NOLINT(bugprone-empty-catch): nothing got, told below
      }
    }
    if (got == 0) {  // it became shorter meanwhile: a cut connection tells the client so
      co_return false;
    }
    stream_.expires_after(options_.piece_time);
    const bool was_taken = co_await write({piece_.data(), got});
    if (!was_taken) {
      co_return false;
    }
    left -= got;
  }
  co_return true;
}

asio::awaitable<bool> Connection::write(std::string_view text) {
  boost::system::error_code failure;
  co_await asio::async_write(stream_, asio::buffer(text.data(), text.size()),
                             asio::redirect_error(asio::use_awaitable, failure));
  co_return !failure;
}

/// A socket that is closed while bytes are unread resets the connection, and the client never sees
/// the answer that told it why.
asio::awaitable<void> Connection::linger() {
  constexpr std::chrono::seconds patience{2};
  constexpr std::size_t most = std::size_t{4} << 20U;
  boost::system::error_code failure;
  std::ignore = stream_.socket().shutdown(asio::ip::tcp::socket::shutdown_send, failure);
  stream_.expires_after(patience);
  piece_.resize(body_left_ ? piece_size : 0);
  for (std::size_t total = 0; body_left_ && !failure && total < most;) {
    total += co_await stream_.async_read_some(asio::buffer(piece_),
                                              asio::redirect_error(asio::use_awaitable, failure));
  }
  stream_.close();
}

}  // namespace mltrack::server
