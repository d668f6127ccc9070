#include "mltrack/search/page_token.hpp"

#include "mltrack/base/error.hpp"

#include <doctest/doctest.h>

using namespace mltrack;
using namespace mltrack::search;

namespace {

std::string token_error(std::string_view token) {
  try {
    (void)parse_page_token(token);
  } catch (const Error& error) {
    return error.what();
  }
  return "accepted";
}

}  // namespace

TEST_CASE("page token: is base64 of the JSON {\"offset\": N}") {
  CHECK(format_page_token(1) == "eyJvZmZzZXQiOiAxfQ==");
  CHECK(format_page_token(1000) == "eyJvZmZzZXQiOiAxMDAwfQ==");
  for (const std::size_t offset : {1U, 10U, 999U, 50000U}) {
    CHECK(parse_page_token(format_page_token(offset)) == offset);
  }
}

TEST_CASE("page token: no token is the first page") {
  CHECK(parse_page_token("") == 0);
}

TEST_CASE("page token: what Python reads as a number counts") {
  CHECK(parse_page_token("eyJvZmZzZXQiOiAiMTIifQ==") == 12);    // {"offset": "12"}
  CHECK(parse_page_token("eyJvZmZzZXQiOiAxLjV9") == 1);         // {"offset": 1.5}
  CHECK(parse_page_token("eyJv!Zm\nZzZXQiOiAxfQ==") == 1);      // foreign characters are skipped
  CHECK(parse_page_token("eyJvZmZzZXQiOiAxfQ==rubbish") == 1);  // as is what follows the padding
}

TEST_CASE("page token: refusals are MLflow's") {
  CHECK(token_error("abc") == "Invalid page token, could not base64-decode");
  CHECK(token_error("é") == "Invalid page token, could not base64-decode");
  CHECK(token_error("AAAA") == "Invalid page token, decoded value=b'\\x00\\x00\\x00'");
  CHECK(token_error("eyJvZmZzZXQiOiAwfQ==") == "Invalid page token, parsed value={'offset': 0}");
  CHECK(token_error("e30=") == "Invalid page token, parsed value={}");
  CHECK(token_error("eyJvZmZzZXQiOiAiYSJ9") == "Invalid page token, not stringable a");
  // MLflow would count from the end; it never makes such a token.
  CHECK(token_error("eyJvZmZzZXQiOiAtNX0=") == "Invalid page token, parsed value={'offset': -5}");
  CHECK(token_error("WzFd") == "Invalid page token, parsed value=[1]");
}
