#include "mltrack/host/work_pool.hpp"

#include <system_error>
#include <utility>

namespace mltrack {

WorkPool::~WorkPool() {
  {
    const std::lock_guard lock(mutex_);
    ends_ = true;
    waiting_.clear();
  }
  changed_.notify_all();
  for (std::thread& helper : helpers_) {
    helper.join();
  }
}

void WorkPool::add(Task task) {
  {
    const std::lock_guard lock(mutex_);
    if (failure_) {
      return;
    }
    waiting_.push_back(std::move(task));
    // One piece is for the owner, who comes to finish().
    if (waiting_.size() > idle_ + 1 && helpers_.size() + 1 < most_workers_) {
      start_helper();
    }
  }
  changed_.notify_one();
}

void WorkPool::start_helper() {
  const std::size_t worker = helpers_.size() + 1;
  try {
    helpers_.emplace_back([this, worker] { help(worker); });
  } catch (const std::system_error&) {
    most_workers_ = worker;  // no more threads to be had: those that are there do the work
  }
}

void WorkPool::finish() {
  std::unique_lock lock(mutex_);
  for (;;) {
    if (!waiting_.empty()) {
      work(lock, 0);
    } else if (running_ != 0) {
      changed_.wait(lock);
    } else {
      break;
    }
  }
  if (failure_) {
    std::rethrow_exception(std::exchange(failure_, nullptr));
  }
}

void WorkPool::help(std::size_t worker) {
  std::unique_lock lock(mutex_);
  while (!ends_) {
    if (!waiting_.empty()) {
      work(lock, worker);
    } else {
      ++idle_;
      changed_.wait(lock);
      --idle_;
    }
  }
}

void WorkPool::work(std::unique_lock<std::mutex>& lock, std::size_t worker) {
  Task task = std::move(waiting_.back());
  waiting_.pop_back();
  ++running_;
  lock.unlock();
  std::exception_ptr failure;
  try {
    task(worker);
  } catch (...) {  // handed on to the owner, who throws it
    failure = std::current_exception();
  }
  task = nullptr;
  lock.lock();
  --running_;
  if (failure && !failure_) {
    failure_ = failure;
    waiting_.clear();
  }
  if (waiting_.empty() && running_ == 0) {
    changed_.notify_all();
  }
}

}  // namespace mltrack
