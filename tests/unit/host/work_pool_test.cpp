#include "mltrack/host/work_pool.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <stdexcept>
#include <thread>
#include <vector>

using namespace mltrack;

TEST_CASE("work pool: every piece is done once, also those that pieces add") {
  for (const std::size_t workers : {1U, 2U, 5U}) {
    CAPTURE(workers);
    std::vector<std::atomic<int>> done(200);
    WorkPool pool(workers);
    for (std::size_t i = 0; i < 100; ++i) {
      pool.add([&, i](std::size_t) {
        ++done[i];
        pool.add([&, i](std::size_t) { ++done[100 + i]; });
      });
    }
    pool.finish();
    for (const auto& count : done) {
      CHECK(count == 1);
    }
  }
}

TEST_CASE("work pool: one worker is the owner's thread") {
  WorkPool pool(1);
  std::vector<std::thread::id> threads;
  for (int i = 0; i < 3; ++i) {
    pool.add([&](std::size_t worker) {
      CHECK(worker == 0);
      threads.push_back(std::this_thread::get_id());
    });
  }
  CHECK(threads.empty());
  pool.finish();
  CHECK(threads == std::vector(3, std::this_thread::get_id()));
}

TEST_CASE("work pool: a single piece starts no thread") {
  WorkPool pool(4);
  for (int i = 0; i < 3; ++i) {
    std::thread::id thread;
    pool.add([&](std::size_t) { thread = std::this_thread::get_id(); });
    pool.finish();
    CHECK(thread == std::this_thread::get_id());
  }
}

TEST_CASE("work pool: pieces that run at the same time have different worker numbers") {
  WorkPool pool(4);
  std::vector<std::atomic<int>> at_work(4);
  std::atomic<bool> clash = false;
  for (int i = 0; i < 500; ++i) {
    pool.add([&](std::size_t worker) {
      clash = clash || at_work.at(worker)++ != 0;
      std::this_thread::yield();
      --at_work.at(worker);
    });
  }
  pool.finish();
  CHECK_FALSE(clash);
}

TEST_CASE("work pool: the owner gets the failure of a piece, and what has not begun is dropped") {
  for (const std::size_t workers : {1U, 4U}) {
    CAPTURE(workers);
    std::atomic<int> done = 0;
    WorkPool pool(workers);
    pool.add([&](std::size_t) { ++done; });  // done last, for the newest comes first
    pool.add([](std::size_t) -> void { throw std::runtime_error("no"); });
    CHECK_THROWS_WITH(pool.finish(), "no");
    CHECK(done <= (workers == 1 ? 0 : 1));
    pool.add([&](std::size_t) { done = 100; });
    pool.finish();
    CHECK(done == 100);
  }
}

TEST_CASE("work pool: it ends without finish, after the pieces that have begun") {
  std::atomic<int> running = 0;
  {
    WorkPool pool(3);
    for (int i = 0; i < 100; ++i) {
      pool.add([&](std::size_t) {
        ++running;
        std::this_thread::yield();
        --running;
      });
    }
  }
  CHECK(running == 0);
}
