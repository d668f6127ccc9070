#include "search/like_pattern.hpp"

#include <doctest/doctest.h>

using namespace mltrack::search;

namespace {

bool like(std::string_view text, std::string_view pattern) {
  return LikePattern(pattern, LetterCase::matters).matches(text);
}
bool ilike(std::string_view text, std::string_view pattern) {
  return LikePattern(pattern, LetterCase::ignored).matches(text);
}

}  // namespace

TEST_CASE("like: percent is any text, underscore one character") {
  CHECK(like("abc", "abc"));
  CHECK_FALSE(like("abcd", "abc"));
  CHECK_FALSE(like("xabc", "abc"));
  CHECK(like("abc", "a%"));
  CHECK(like("abc", "%c"));
  CHECK(like("abc", "%b%"));
  CHECK(like("abc", "a_c"));
  CHECK(like("aéc", "a_c"));
  CHECK_FALSE(like("ac", "a_c"));
  CHECK(like("", "%"));
  CHECK(like("", ""));
  CHECK_FALSE(like("a", ""));
  CHECK_FALSE(like("aba", "%ab%ba"));  // a character serves once
  CHECK(like("aXbXc", "a%b%c"));
}

TEST_CASE("like: everything else stands for itself") {
  CHECK(like("a+c", "a+c"));
  CHECK_FALSE(like("abc", "a.c"));
  CHECK(like("(x", "(%"));
  CHECK(like("a\\b", "a\\b"));
}

TEST_CASE("like: neither wildcard crosses a line break") {
  CHECK_FALSE(like("a\nb", "a%b"));
  CHECK_FALSE(like("a\nb", "a_b"));
  CHECK(like("a\nb", "a\nb"));
  CHECK(like("a\nb", "a%"));  // the open end looks no further
  CHECK_FALSE(like("a\nb", "%b"));
  CHECK_FALSE(like("a\nb", "%b%"));
}

TEST_CASE("like: the end may lie before one final line break") {
  CHECK(like("abc\n", "abc"));
  CHECK(like("abc\n", "%c"));
  CHECK(like("\n", ""));
  CHECK_FALSE(like("abc\n\n", "abc"));
  CHECK(like("a\n", "%\n"));
}

TEST_CASE("ilike: case is ignored in all scripts") {
  CHECK(ilike("ABC", "a%C"));
  CHECK(ilike("ÉTÉ", "été"));
  CHECK(ilike("ΣΑΣ", "σας"));
  CHECK(ilike("\u212A", "k"));  // Kelvin sign
  CHECK(ilike("ſ", "S"));
  CHECK_FALSE(ilike("ß", "ss"));
  CHECK_FALSE(like("A", "a"));
}

TEST_CASE("like: bytes that are no UTF-8 are characters of their own") {
  CHECK(
      like("a\xFF"
           "b",
           "a_b"));
  CHECK(like("\xFF", "\xFF"));
  CHECK_FALSE(like("\xFF", "\xFE"));
}

TEST_CASE("like: many percents are no trap") {
  std::string pattern;
  for (int i = 0; i < 500; ++i) {
    pattern += "%a";
  }
  // Backtracking would not end; ctest's time limit would tell.
  CHECK_FALSE(like(std::string(100000, 'a'), pattern + "b"));
}
