#include "cli/supervise/log_text.hpp"

#include <doctest/doctest.h>

using namespace mltrack::cli;  // NOLINT(google-build-using-namespace)

TEST_CASE("log text: lines come when they are whole, the rest at the end") {
  LogText text;
  CHECK(text.take("a\nb") == "a\n");
  CHECK(text.take("c\n\nd") == "bc\n\n");
  CHECK(text.rest() == "d");
  CHECK(text.rest().empty());
}

TEST_CASE("log text: of a line that was written over the last state stays") {
  LogText text;
  CHECK(text.take("10%\r20%\r").empty());
  CHECK(text.take("30%\nnext\n") == "30%\nnext\n");
  CHECK(text.take("1\r2\r\n") == "2\r\n");
  CHECK(text.take("windows\r\n") == "windows\r\n");
  CHECK(text.take("1\r2").empty());
  CHECK(text.rest() == "2");
}

TEST_CASE("log text: a line without an end is not kept in memory for ever") {
  LogText text;
  CHECK(text.take(std::string(100'000, 'x')).size() == 100'000);
  LogText bar;
  for (int i = 0; i < 100'000; ++i) {
    CHECK(bar.take("\r12345").empty());
  }
  CHECK(bar.rest() == "12345");
}
