#include "mltrack/host/host.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace mltrack;

TEST_CASE("random: run ids are UUIDs of version 4, as text without dashes") {
  for (const bool seeded : {true, false}) {
    const auto random = seeded ? seeded_random(3) : system_random();
    std::set<std::string> ids;
    for (int i = 0; i < 100; ++i) {
      const std::string id = uuid4_hex(*random);
      REQUIRE(id.size() == 32);
      CHECK(id.find_first_not_of("0123456789abcdef") == std::string::npos);
      CHECK(id[12] == '4');
      CHECK(std::string("89ab").find(id[16]) != std::string::npos);
      ids.insert(id);
    }
    CHECK(ids.size() == 100);
  }
}

TEST_CASE("random: the same seed gives the same sequence") {
  const auto a = seeded_random(7);
  const auto b = seeded_random(7);
  CHECK(uuid4_hex(*a) == uuid4_hex(*b));
  CHECK(uuid4_hex(*a) != uuid4_hex(*seeded_random(8)));
}

TEST_CASE("clock: the stepping clock moves at every question and every sleep") {
  const auto clock = stepping_clock(100);
  CHECK(clock->now_ms() == 100);
  CHECK(clock->now_ms() == 101);
  clock->sleep_ms(50);
  CHECK(clock->now_ms() == 152);
}
