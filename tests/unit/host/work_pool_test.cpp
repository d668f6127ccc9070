#include "mltrack/host/work_pool.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <stdexcept>
#include <thread>
#include <vector>

using namespace mltrack;

TEST_CASE("work pool: every piece is done once") {
  for (const std::size_t workers : {1U, 2U, 5U}) {
    CAPTURE(workers);
    std::vector<std::atomic<int>> done(500);
    WorkPool pool({workers, workers});
    for (auto& count : done) {
      pool.add([&](std::size_t) { ++count; });
    }
    pool.finish();
    for (const auto& count : done) {
      CHECK(count == 1);
    }
  }
}

TEST_CASE("work pool: what piles up is done by the owner, so that it takes no memory") {
  WorkPool pool({1, 1});
  int done = 0;
  constexpr int all = 1000;
  for (int i = 0; i < all; ++i) {
    pool.add([&](std::size_t) { ++done; });
  }
  CHECK(done > all - 20);
  CHECK(done < all);
  pool.finish();
  CHECK(done == all);
}

TEST_CASE("work pool: more threads for pieces that wait, and only for them") {
  for (const bool waiting : {false, true}) {
    CAPTURE(waiting);
    WorkPool pool({2, 6});
    std::atomic<std::size_t> most_worker = 0;
    for (int i = 0; i < 60; ++i) {
      pool.add([&](std::size_t worker) {
        for (int j = 0; j < 20 && waiting; ++j) {
          std::this_thread::sleep_for(std::chrono::microseconds(50));
        }
        for (std::size_t known = most_worker;
             known < worker && !most_worker.compare_exchange_weak(known, worker);) {
        }
      });
    }
    pool.finish();
    CHECK(pool.waits() == waiting);
    CHECK(most_worker <= (waiting ? 5 : 1));
    CHECK((most_worker > 2) == waiting);
  }
}

TEST_CASE("work pool: one worker is the owner's thread") {
  WorkPool pool({1, 1});
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
  WorkPool pool({4, 4});
  for (int i = 0; i < 3; ++i) {
    std::thread::id thread;
    pool.add([&](std::size_t) { thread = std::this_thread::get_id(); });
    pool.finish();
    CHECK(thread == std::this_thread::get_id());
  }
}

TEST_CASE("work pool: pieces that run at the same time have different worker numbers") {
  WorkPool pool({4, 4});
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
    WorkPool pool({workers, workers});
    pool.add([](std::size_t) -> void { throw std::runtime_error("no"); });
    pool.add([&](std::size_t) { ++done; });
    CHECK_THROWS_WITH(pool.finish(), "no");
    CHECK(done <= (workers == 1 ? 0 : 1));
    pool.add([](std::size_t) -> void { throw std::runtime_error("forgotten"); });
    pool.drop();
    pool.add([&](std::size_t) { done = 100; });
    pool.finish();
    CHECK(done == 100);
  }
}

TEST_CASE("work pool: it ends without finish, after the pieces that have begun") {
  std::atomic<int> running = 0;
  {
    WorkPool pool({3, 3});
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
