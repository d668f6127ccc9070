#include "mltrack/base/glob.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace mltrack;

TEST_CASE("glob: a star is any text, a question mark one character") {
  CHECK(matches_glob("*", ""));
  CHECK(matches_glob("*", "val/loss"));
  CHECK(matches_glob("val/*", "val/loss"));
  CHECK(matches_glob("val/*", "val/"));
  CHECK(matches_glob("*loss", "val/loss"));
  CHECK(matches_glob("*s*s", "val/loss"));
  CHECK(matches_glob("l?ss", "loss"));
  CHECK_FALSE(matches_glob("val/*", "train/loss"));
  CHECK_FALSE(matches_glob("loss", "losses"));
  CHECK_FALSE(matches_glob("l?ss", "lss"));
  CHECK_FALSE(matches_glob("?", ""));
  CHECK_FALSE(matches_glob("*a", "ab"));
}

TEST_CASE("glob: a text is a pattern only with a star or a question mark") {
  CHECK_FALSE(has_wildcard("val/loss"));
  CHECK(has_wildcard("val/*"));
  CHECK(has_wildcard("los?"));
}

TEST_CASE("glob: many stars take no time") {
  std::string pattern;
  for (int i = 0; i < 200; ++i) {
    pattern += "*a";
  }
  CHECK_FALSE(matches_glob(pattern, std::string(250, 'a') + "b"));
}
