#include "cli/key_pattern.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace mltrack::cli;

TEST_CASE("key_pattern: a star is any text, a question mark one character") {
  CHECK(matches_key("*", ""));
  CHECK(matches_key("*", "val/loss"));
  CHECK(matches_key("val/*", "val/loss"));
  CHECK(matches_key("val/*", "val/"));
  CHECK(matches_key("*loss", "val/loss"));
  CHECK(matches_key("*s*s", "val/loss"));
  CHECK(matches_key("l?ss", "loss"));
  CHECK_FALSE(matches_key("val/*", "train/loss"));
  CHECK_FALSE(matches_key("loss", "losses"));
  CHECK_FALSE(matches_key("l?ss", "lss"));
  CHECK_FALSE(matches_key("?", ""));
  CHECK_FALSE(matches_key("*a", "ab"));
}

TEST_CASE("key_pattern: a key is a pattern only with a star or a question mark") {
  CHECK_FALSE(is_key_pattern("val/loss"));
  CHECK(is_key_pattern("val/*"));
  CHECK(is_key_pattern("los?"));
}

TEST_CASE("key_pattern: many stars take no time") {
  std::string pattern;
  for (int i = 0; i < 200; ++i) {
    pattern += "*a";
  }
  CHECK_FALSE(matches_key(pattern, std::string(250, 'a') + "b"));
}
