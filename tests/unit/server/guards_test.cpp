#include "server/guards.hpp"

#include <doctest/doctest.h>

using namespace mltrack::server;

namespace {

bool host_passes(const Guards& guards, const std::string& host) {
  return !guards.check_host({.headers = {{"Host", host}}});
}

Request from(const std::string& origin, Method method = Method::post) {
  return {.method = method, .headers = {{"Host", "127.0.0.1:5000"}, {"Origin", origin}}};
}

}  // namespace

TEST_CASE("guards: addresses and localhost pass, names only if they are listed whole") {
  const Guards guards({"lab.example", "*.team.example", "proxy.example:8080"}, {});
  for (const char* host :
       {"localhost", "LOCALHOST:5000", "127.0.0.1:5000", "[::1]:5000", "10.1.2.3", "lab.example",
        "Lab.Example:5000", "a.team.example", "proxy.example:8080"}) {
    CAPTURE(host);
    CHECK(host_passes(guards, host));
  }
  // MLflow 3.17 compares addresses as text, and lets the first three pass.
  for (const char* host :
       {"10.evil.example", "192.168.evil.example", "172.16.evil.example", "evil.example", "",
        "lab.example.evil", "xlab.example", "localhost.evil", "proxy.example:80", "127.0.0.1:x",
        "127.0.0.1:123456", "user@127.0.0.1", "[::1", "127.1", "127.0.0.1/x", "0x7f.1"}) {
    CAPTURE(host);
    CHECK_FALSE(host_passes(guards, host));
  }
  CHECK(guards.check_host({})->status == 403);
  CHECK(guards.check_host({.headers = {{"Host", "localhost"}, {"host", "evil.example"}}})->status ==
        400);
  CHECK(host_passes(Guards({"*"}, {}), "whatever.example"));
}

TEST_CASE("guards: a page of another site changes nothing, a program without Origin passes") {
  const Guards guards({}, {"https://ui.example", "http://*.lab.example"});
  CHECK_FALSE(guards.check_origin({.method = Method::post, .headers = {{"Host", "127.0.0.1"}}}));
  for (const char* origin : {"http://127.0.0.1:5000", "https://127.0.0.1:5000",
                             "https://ui.example", "http://a.lab.example"}) {
    CAPTURE(origin);
    CHECK_FALSE(guards.check_origin(from(origin)));
  }
  for (const char* origin :
       {"http://evil.example", "null", "", "http://127.0.0.1:5001", "http://localhost:5000",
        "https://ui.example.evil", "http://127.0.0.1:5000.evil.example"}) {
    CAPTURE(origin);
    CHECK(guards.check_origin(from(origin))->status == 403);
    CHECK_FALSE(guards.check_origin(from(origin, Method::get)));
  }
}

TEST_CASE("guards: cross-site reading is for pages that the user opens") {
  const Guards guards({}, {});
  Request request{.method = Method::get,
                  .headers = {{"Host", "localhost"}, {"Sec-Fetch-Site", "cross-site"}}};
  CHECK(guards.check_origin(request)->status == 403);
  request.headers.push_back({"Sec-Fetch-Mode", "navigate"});
  CHECK_FALSE(guards.check_origin(request));
  request.method = Method::post;
  CHECK(guards.check_origin(request)->status == 403);
}

TEST_CASE("guards: with * pages read without credentials, and do not write") {
  const Guards guards({}, {"*"});
  CHECK(guards.check_origin(from("http://evil.example"))->status == 403);
  Response response;
  guards.allow_origin(from("http://evil.example", Method::get), response);
  CHECK(response.headers.at(0).value == "*");
  for (const Header& header : response.headers) {
    CHECK(header.name != "Access-Control-Allow-Credentials");
  }
}

TEST_CASE("guards: a browser is told what it may ask, if its page may") {
  const Guards guards({}, {"https://ui.example"});
  Request request = from("https://ui.example", Method::options);
  request.headers.push_back({"Access-Control-Request-Method", "POST"});
  request.headers.push_back({"Access-Control-Request-Headers", "content-type"});
  CHECK(guards.preflight(request, "POST").status == 204);
  CHECK(guards.preflight(from("http://evil.example", Method::options), "POST").status == 400);
  Response response;
  guards.allow_origin(from("http://evil.example"), response);
  CHECK(response.headers.size() == 1);
  CHECK(response.headers[0].name == "Vary");
}
