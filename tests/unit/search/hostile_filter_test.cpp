#include "mltrack/base/error.hpp"
#include "mltrack/search/filter.hpp"
#include "mltrack/search/ordering.hpp"
#include "mltrack/search/page_token.hpp"

#include <doctest/doctest.h>

#include <functional>

using namespace mltrack;
using namespace mltrack::search;

namespace {

constexpr std::size_t megabyte = 1 << 20;

std::string repeated(std::string_view part, std::size_t size) {
  std::string text;
  while (text.size() < size) {
    text += part;
  }
  return text;
}

/// Refused or accepted, without a crash. Anything worse than linear would not end at these sizes, and
/// ctest's time limit would tell; the clock of a shared machine tells nothing.
void is_answered(const std::function<void()>& question) {
  try {
    question();
  } catch (const Error& error) {
    CHECK(error.hint().size() < 1000);
  }
}

}  // namespace

TEST_CASE("hostile filters: a megabyte is answered") {
  for (const std::string_view part : {"(", "'", "x=1 AND "}) {
    CAPTURE(part);
    const std::string text = repeated(part, megabyte);
    is_answered([&] { (void)Filter::parse(text, run_schema()); });
  }
}

TEST_CASE("hostile filters: many of anything are answered soon") {
  for (const std::string_view part : {"(",        ")",           "((",
                                      "[",        "[]",          "'",
                                      "\"",       "`",           "''",
                                      "\\'",      "'\\",         "/*",
                                      "*/",       "/*/",         "$a$",
                                      "$",        "$a",          "-- ",
                                      "--\n",     "# ",          " ",
                                      "\n",       "a ",          "a",
                                      "a.",       "a,",          "1+",
                                      "a=",       "a::",         "a:=",
                                      ";",        "a;",          "BEGIN ",
                                      "BEGIN;",   "CASE ",       "CASE END ",
                                      "a AS ",    "f(",          "over x",
                                      "where ",   "\xFF",        "´",
                                      "é",        "NOT ",        "GO ",
                                      "x=1 AND ", "tags.a IN (", "VALUES(",
                                      "a[",       "LEFT ",       "AT TIME ZONE '"}) {
    CAPTURE(part);
    const std::string text = repeated(part, megabyte / 32);
    is_answered([&] { (void)Filter::parse(text, run_schema()); });
  }
}

TEST_CASE("hostile filters: statements as long as allowed, many times over") {
  for (const std::string_view part : {"a=b ", "a:=", "1+1 ", "(1)", "a,", "a.b.", "--\na "}) {
    CAPTURE(part);
    const std::string text = repeated(repeated(part, part.size() * 2000) + ";", megabyte / 32);
    is_answered([&] { (void)Filter::parse(text, run_schema()); });
  }
}

TEST_CASE("hostile filters: ten thousand parentheses need no stack") {
  const std::string open(10000, '(');
  const std::string close(10000, ')');
  is_answered([&] { (void)Filter::parse(open + close, run_schema()); });
  is_answered([&] { (void)Filter::parse("run_id IN " + open + close, run_schema()); });
  is_answered([&] { (void)Ordering::parse({open + close}, run_schema()); });
  CHECK_THROWS_WITH_AS(
      (void)Filter::parse("a = " + std::string(102, '(') + std::string(102, ')'), run_schema()),
      doctest::Contains("Error on parsing filter"), Error);
}

TEST_CASE("hostile filters: a long list of ids is no hostility") {
  std::string list = "run_id IN ('x'";
  for (int i = 0; i < 4000; ++i) {
    list += ",'0123456789abcdef0123456789abcdef'";
  }
  CHECK_NOTHROW((void)Filter::parse(list + ")", run_schema()));
}

TEST_CASE("hostile page tokens are refused soon") {
  is_answered([] { (void)parse_page_token(std::string(megabyte, 'A')); });
  is_answered([] { (void)parse_page_token(repeated("W1tb", megabyte)); });  // [[[[
  is_answered([] { (void)parse_page_token("ey" + repeated("JhIjoxLCJhIjoxLA", megabyte)); });
}
