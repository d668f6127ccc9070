#pragma once
// Work that comes in pieces, done by several threads. Threads start only as pieces pile up, so that
// little work costs none; and more of them where the work turns out to be mostly waiting.

#include "mltrack/host/workers.hpp"

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace mltrack {

class WorkPool {
 public:
  /// A piece of work. `worker` is below `workers.waiting` and differs between threads that work at
  /// the same time: the owner may keep buffers by it.
  using Task = std::function<void(std::size_t worker)>;

  /// `workers` count the owner's thread; 1 makes no threads at all.
  explicit WorkPool(Workers workers) : workers_(workers) {}
  WorkPool(const WorkPool&) = delete;
  WorkPool& operator=(const WorkPool&) = delete;
  /// Drops what has not begun and waits for the rest.
  ~WorkPool();

  /// From the owner's thread. Returns at once, unless very much waits already: then the owner does a
  /// piece, so that memory is bounded.
  void add(Task task);
  /// Works along until nothing is left. Throws what the first task that failed has thrown; what had
  /// not begun by then is dropped. The pool can be used again afterwards.
  void finish();
  /// Drops what has not begun and waits for the rest; so a failure is forgotten.
  void drop();
  /// The tasks so far have mostly waited.
  [[nodiscard]] bool waits() const;

 private:
  void start_helper_if_useful();
  void help(std::size_t worker);
  void work(std::unique_lock<std::mutex>& lock, std::size_t worker);

  mutable std::mutex mutex_;  // guards all below
  Workers workers_;
  std::condition_variable changed_;
  std::deque<Task> tasks_;
  std::size_t running_ = 0;
  std::size_t idle_ = 0;
  bool waits_ = false;
  bool ends_ = false;
  std::exception_ptr failure_;
  std::vector<std::thread> helpers_;
};

}  // namespace mltrack
