#pragma once
// Work that comes in pieces, done by several threads. Threads start only as pieces pile up, so that
// little work costs none.

#include <condition_variable>
#include <cstddef>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace mltrack {

class WorkPool {
 public:
  /// A piece of work. `worker` is below the number of workers and differs between threads that work
  /// at the same time: the owner may keep buffers by it.
  using Task = std::function<void(std::size_t worker)>;

  /// `workers` counts the owner's thread, which works in finish(); 1 makes no threads at all.
  explicit WorkPool(std::size_t workers) : most_workers_(workers) {}
  WorkPool(const WorkPool&) = delete;
  WorkPool& operator=(const WorkPool&) = delete;
  /// Drops what has not begun and waits for the rest.
  ~WorkPool();

  /// From the owner's thread or from within a task. The newest piece is done first: what a task adds
  /// comes before what was waiting.
  void add(Task task);
  /// Works along until nothing is left. Throws what the first task that failed has thrown; what had
  /// not begun by then is dropped. The pool can be used again afterwards.
  void finish();

 private:
  void start_helper();
  void help(std::size_t worker);
  void work(std::unique_lock<std::mutex>& lock, std::size_t worker);

  std::mutex mutex_;  // guards all below
  std::size_t most_workers_;
  std::condition_variable changed_;
  std::vector<Task> waiting_;
  std::size_t running_ = 0;
  std::size_t idle_ = 0;
  bool ends_ = false;
  std::exception_ptr failure_;
  std::vector<std::thread> helpers_;
};

}  // namespace mltrack
