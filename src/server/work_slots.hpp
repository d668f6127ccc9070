#pragma once
// How many requests are worked on at once. Private to listener.cpp: it needs Asio.

#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>

namespace mltrack::server {

class WorkSlots {
 public:
  explicit WorkSlots(std::size_t count) : free_(count) {}

  /// False if all are taken.
  bool try_enter() {
    const std::lock_guard guard(mutex_);
    if (free_ == 0) {
      return false;
    }
    --free_;
    return true;
  }

  /// Waits its turn without holding a thread.
  boost::asio::awaitable<void> enter() {
    namespace asio = boost::asio;
    const auto initiate = [this](auto&& handler) {
      auto waiting = std::make_shared<std::decay_t<decltype(handler)>>(
          std::forward<decltype(handler)>(handler));
      wait([waiting] {
        asio::post(asio::get_associated_executor(*waiting), [waiting] { (*waiting)(); });
      });
    };
    co_await asio::async_initiate<const asio::use_awaitable_t<>, void()>(initiate,
                                                                         asio::use_awaitable);
  }

  void leave() {
    std::function<void()> next;
    {
      const std::lock_guard guard(mutex_);
      if (waiting_.empty()) {
        ++free_;
        return;
      }
      next = std::move(waiting_.front());
      waiting_.pop_front();
    }
    next();
  }

  /// Forgets who waits: nobody will run them any more.
  void clear() {
    const std::lock_guard guard(mutex_);
    waiting_.clear();
  }

 private:
  void wait(std::function<void()> resume) {
    {
      const std::lock_guard guard(mutex_);
      if (free_ == 0) {
        waiting_.push_back(std::move(resume));
        return;
      }
      --free_;
    }
    resume();
  }

  std::mutex mutex_;  // guards the two below
  std::size_t free_;
  std::deque<std::function<void()>> waiting_;
};

}  // namespace mltrack::server
