// The only source that sees Asio (with work_slots.hpp and connection.hpp, which are parts of it).

#include "listener.hpp"

#include "connection.hpp"
#include "work_slots.hpp"

#include "mltrack/base/error.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <csignal>
#include <list>
#include <thread>
#include <tuple>
#include <vector>

namespace mltrack::server {
namespace asio = boost::asio;

class Listener::Impl final : public ConnectionOwner {
 public:
  Impl(const ListenerOptions& options, Application& application)
      : options_(options),
        application_(application),
        slots_(options.workers),
        context_(static_cast<int>(options.workers) + 1),
        control_(asio::make_strand(context_)),
        acceptor_(control_),
        signals_(control_) {
    listen();
    signals_.add(SIGTERM);  // before anybody is told that there is a server to end
    signals_.add(SIGINT);
  }

  [[nodiscard]] std::uint16_t port() const { return port_; }

  void run() {
    wait_for_signal();
    asio::co_spawn(control_, accept(), asio::detached);
    std::vector<std::thread> threads;
    threads.reserve(options_.workers);
    for (std::size_t i = 0; i < options_.workers; ++i) {
      threads.emplace_back([this] { context_.run(); });
    }
    context_.run();
    for (std::thread& thread : threads) {
      thread.join();
    }
    slots_.clear();
  }

  void stop() {
    asio::post(control_, [this] { drain(); });
  }

  // What a connection asks of its owner.
  [[nodiscard]] const ListenerOptions& options() const override { return options_; }
  [[nodiscard]] Application& application() override { return application_; }
  [[nodiscard]] WorkSlots& slots() override { return slots_; }
  [[nodiscard]] bool is_stopping() const override { return stopping_; }

 private:
  using Connections = std::list<std::weak_ptr<Connection>>;

  void listen() {
    boost::system::error_code failure;
    const auto address = asio::ip::make_address(options_.address, failure);
    if (failure) {
      throw Error::invalid("Invalid address '{}' to listen on", options_.address)
          .with_hint("Give an address such as 127.0.0.1, ::1, or 0.0.0.0 for all.");
    }
    const asio::ip::tcp::endpoint endpoint(address, options_.port);
    std::ignore = acceptor_.open(endpoint.protocol(), failure);
    if (!failure) {
      std::ignore = acceptor_.set_option(asio::socket_base::reuse_address(true), failure);
      std::ignore = acceptor_.bind(endpoint, failure);
    }
    if (!failure) {
      std::ignore = acceptor_.listen(asio::socket_base::max_listen_connections, failure);
    }
    if (failure) {
      throw Error::internal("Cannot listen on {}, port {}: {}", options_.address, options_.port,
                            failure.message())
          .with_hint("Choose another with --port; who has it tells: ss -ltnp 'sport = :{}'",
                     options_.port);
    }
    port_ = acceptor_.local_endpoint().port();
  }

  asio::awaitable<void> accept() {
    while (!stopping_) {
      boost::system::error_code failure;
      Socket socket = co_await acceptor_.async_accept(
          asio::make_strand(context_), asio::redirect_error(asio::use_awaitable, failure));
      if (stopping_) {
        break;
      }
      if (failure) {  // too many open files and the like: it may get better
        constexpr std::chrono::milliseconds pause{100};
        asio::steady_timer timer(control_, pause);
        co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, failure));
        continue;
      }
      if (make_room()) {
        begin(std::move(socket));
      }
    }
  }

  void begin(Socket socket) {
    boost::system::error_code ignored;
    std::ignore = socket.set_option(asio::ip::tcp::no_delay(true), ignored);
    const auto executor = socket.get_executor();
    const auto connection = std::make_shared<Connection>(std::move(socket), *this);
    Connections::iterator place;
    {
      const std::lock_guard guard(mutex_);
      place = connections_.insert(connections_.end(), connection);
    }
    asio::co_spawn(executor, connection->serve(), [this, connection, place](const auto&...) {
      const std::lock_guard guard(mutex_);
      connections_.erase(place);
      if (stopping_ && connections_.empty()) {
        finish();
      }
    });
  }

  /// False if there are as many connections as there may be, and all of them are busy.
  bool make_room() {
    std::shared_ptr<Connection> idlest;
    const std::lock_guard guard(mutex_);
    if (connections_.size() < options_.connections) {
      return true;
    }
    for (const auto& place : connections_) {
      const auto connection = place.lock();
      if (connection && connection->idle_since() != busy &&
          (!idlest || connection->idle_since() < idlest->idle_since())) {
        idlest = connection;
      }
    }
    if (idlest) {
      idlest->close_if_idle();
    }
    return idlest != nullptr;
  }

  void wait_for_signal() {
    signals_.async_wait([this](const boost::system::error_code& failure, int) {
      if (failure) {
        return;
      }
      if (stopping_) {
        context_.stop();
        return;
      }
      drain();
      wait_for_signal();
    });
  }

  void drain() {
    const std::lock_guard guard(mutex_);
    if (stopping_.exchange(true)) {
      return;
    }
    boost::system::error_code ignored;
    std::ignore = acceptor_.close(ignored);
    if (connections_.empty()) {
      finish();
      return;
    }
    for (const auto& place : connections_) {
      if (const auto connection = place.lock()) {
        connection->close_if_idle();
      }
    }
    deadline_.emplace(control_, options_.drain_time);
    deadline_->async_wait([this](const boost::system::error_code& failure) {
      if (!failure) {
        context_.stop();
      }
    });
  }

  /// Nothing is left to do: run() returns.
  void finish() {
    asio::post(context_, [this] { context_.stop(); });
  }

  const ListenerOptions options_;
  Application& application_;
  WorkSlots slots_;
  std::atomic<bool> stopping_ = false;
  std::uint16_t port_ = 0;
  std::mutex mutex_;  // guards connections_
  Connections connections_;
  asio::io_context context_;  // its end ends what still waits; that may touch what stands above
  Strand control_;            // all below is touched in it alone, once run() is called
  asio::basic_socket_acceptor<asio::ip::tcp, Strand> acceptor_;
  asio::basic_signal_set<Strand> signals_;
  std::optional<asio::steady_timer> deadline_;
};

Listener::Listener(const ListenerOptions& options, Application& application)
    : impl_(std::make_unique<Impl>(options, application)) {}

Listener::~Listener() = default;

std::uint16_t Listener::port() const {
  return impl_->port();
}

void Listener::run() {
  impl_->run();
}

void Listener::stop() {
  impl_->stop();
}

}  // namespace mltrack::server
