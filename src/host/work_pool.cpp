#include "mltrack/host/work_pool.hpp"

#include <sys/resource.h>
#include <system_error>
#include <utility>

namespace mltrack {
namespace {

/// A task in which its thread has had to wait so often was hardly at work. A disk that answers from
/// memory makes nobody wait, one that is far away does for every file.
constexpr long many_waits = 8;

constexpr std::size_t most_tasks_a_worker = 8;

/// How often this thread has waited so far: for a disk, not for a processor.
long waits_of_thread() {
  struct rusage usage {};
  getrusage(RUSAGE_THREAD, &usage);
  return usage.ru_nvcsw;
}

}  // namespace

WorkPool::~WorkPool() {
  {
    const std::lock_guard lock(mutex_);
    ends_ = true;
    tasks_.clear();
  }
  changed_.notify_all();
  for (std::thread& helper : helpers_) {
    helper.join();
  }
}

void WorkPool::add(Task task) {
  std::unique_lock lock(mutex_);
  if (failure_) {
    return;
  }
  tasks_.push_back(std::move(task));
  start_helper_if_useful();
  changed_.notify_one();
  if (tasks_.size() > most_tasks_a_worker * (helpers_.size() + 1)) {
    work(lock, 0);
  }
}

void WorkPool::start_helper_if_useful() {
  const std::size_t most = waits_ ? workers_.waiting : workers_.computing;
  const std::size_t for_owner = waits_ ? 1 : 2;  // who comes to finish()
  const std::size_t worker = helpers_.size() + 1;
  if (ends_ || worker >= most || tasks_.size() <= idle_ + for_owner) {
    return;
  }
  try {
    helpers_.emplace_back([this, worker] { help(worker); });
  } catch (const std::system_error&) {
    workers_ = {worker, worker};  // no more threads to be had: those that are there do the work
  }
}

void WorkPool::finish() {
  std::unique_lock lock(mutex_);
  for (;;) {
    if (!tasks_.empty()) {
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

void WorkPool::drop() {
  std::unique_lock lock(mutex_);
  tasks_.clear();
  changed_.wait(lock, [&] { return running_ == 0; });
  failure_ = nullptr;
}

bool WorkPool::waits() const {
  const std::lock_guard lock(mutex_);
  return waits_;
}

void WorkPool::help(std::size_t worker) {
  std::unique_lock lock(mutex_);
  while (!ends_) {
    if (!tasks_.empty()) {
      work(lock, worker);
    } else {
      ++idle_;
      changed_.wait(lock);
      --idle_;
    }
  }
}

void WorkPool::work(std::unique_lock<std::mutex>& lock, std::size_t worker) {
  Task task = std::move(tasks_.front());
  tasks_.pop_front();
  start_helper_if_useful();  // each starts the next one, so that none waits for many to start
  ++running_;
  lock.unlock();
  std::exception_ptr failure;
  const long waits_before = waits_of_thread();
  try {
    task(worker);
  } catch (...) {  // handed on to the owner, who throws it
    failure = std::current_exception();
  }
  task = nullptr;
  const bool has_waited = waits_of_thread() - waits_before >= many_waits;
  lock.lock();
  --running_;
  waits_ = waits_ || has_waited;
  if (failure && !failure_) {
    failure_ = failure;
    tasks_.clear();
  }
  if (tasks_.empty() && running_ == 0) {
    changed_.notify_all();
  }
}

}  // namespace mltrack
