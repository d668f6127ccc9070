#include "server/http.hpp"

#include "server/access_log.hpp"
#include "server/response_head.hpp"

#include <doctest/doctest.h>

using namespace mltrack::server;

TEST_CASE("http: query parameters are decoded once") {
  const Request request{.target = "/x?a=1+2&b=%2B&a=%2525&empty=&alone&&c=a=b"};
  const auto query = request.query();
  REQUIRE(query.size() == 6);
  CHECK(query[0] == std::pair<std::string, std::string>("a", "1 2"));
  CHECK(query[1].second == "+");
  CHECK(query[2].second == "%25");
  CHECK(query[3].second.empty());
  CHECK(query[4] == std::pair<std::string, std::string>("alone", ""));
  CHECK(query[5].second == "a=b");
  CHECK(request.path() == "/x");
  CHECK(request.parameter("a") == "1 2");
  CHECK_FALSE(request.parameter("z"));
}

TEST_CASE("http: names of headers have no case") {
  const Request request{.headers = {{"CONTENT-type", "x"}}};
  CHECK(request.header("Content-Type") == "x");
  CHECK_FALSE(request.header("Content"));
}

TEST_CASE("http: the name of a method and back") {
  for (const Method method : {Method::get, Method::head, Method::post, Method::put, Method::patch,
                              Method::remove, Method::options}) {
    CHECK(parse_method(method_name(method)) == method);
  }
  CHECK(parse_method("BREW") == Method::other);
  CHECK(parse_method("get") == Method::other);
}

TEST_CASE("http: no value of a header adds a line") {
  Response response{.status = 404, .content_type = "text/plain", .body = "abc"};
  response.headers.push_back({"X-Name", "a\r\nSet-Cookie: b\n"});
  CHECK(response_head(response, KeepAlive::no) ==
        "HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\nX-Name: aSet-Cookie: b\r\n"
        "Content-Length: 3\r\nConnection: close\r\n\r\n");
  CHECK(response_head({.status = 304, .content_type = ""}, KeepAlive::yes) ==
        "HTTP/1.1 304 Not Modified\r\nConnection: keep-alive\r\n\r\n");
}

TEST_CASE("access log: the same exchange in both forms") {
  const Request request{.method = Method::post, .target = "/x?\xff", .peer = "::1"};
  const Exchange exchange{
      .request = request, .status = 201, .bytes = 7, .microseconds = 1500, .at_ms = 0};
  CHECK(common_line(exchange) ==
        "::1 - - [01/Jan/1970:00:00:00 +0000] \"POST /x?\\xff HTTP/1.1\" 201 7\n");
  CHECK(json_line(exchange) ==
        "{\"time\":\"1970-01-01 00:00:00.000Z\",\"peer\":\"::1\",\"method\":\"POST\","
        "\"target\":\"/x?\xef\xbf\xbd\",\"status\":201,\"bytes\":7,\"microseconds\":1500}\n");
}
