#include "unit/server/server_world.hpp"

#include "mltrack/base/error.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace mltrack;
using mltrack::test::header_of;
using mltrack::test::ServerWorld;
using server::Method;
using server::Response;

TEST_CASE("router: a pattern matches segment by segment") {
  const auto captured = [](std::string_view pattern, std::string_view path) {
    std::vector<std::string> captures;
    std::string text = server::matches_route(pattern, path, captures) ? "yes" : "no";
    for (const std::string& capture : captures) {
      text += " [" + capture + "]";
    }
    return text;
  };
  CHECK(captured("/a/b", "/a/b") == "yes");
  CHECK(captured("/a/b", "/a/b/") == "no");
  CHECK(captured("/a/*/c", "/a/x%2Fy/c") == "yes [x/y]");
  CHECK(captured("/a/*", "/a/") == "no");
  CHECK(captured("/a/**", "/a/b/c%20d") == "yes [b/c d]");
  CHECK(captured("/a/**", "/a/").substr(0, 2) == "no");
  CHECK(captured("/a/*", "a") == "no");
}

TEST_CASE("router: the four beginnings of the API are one entry") {
  ServerWorld world;
  CHECK(world.post("/api/2.0/mlflow/experiments/create", R"({"name": "a"})").status == 200);
  for (const char* beginning : {"/api/2.0", "/api/3.0", "/ajax-api/2.0", "/ajax-api/3.0"}) {
    const Response found =
        world.get(std::string(beginning) + "/mlflow/experiments/get-by-name?experiment_name=a");
    CHECK(found.status == 200);
  }
  CHECK(world.get("/mlflow/experiments/get-by-name?experiment_name=a").status == 404);
}

TEST_CASE("router: errors are MLflow's JSON, and a user's mistake is never 5xx") {
  ServerWorld world;
  const Response missing = world.get("/api/2.0/mlflow/runs/get?run_id=0123");
  CHECK(missing.status == 404);
  CHECK(missing.body ==
        R"({"error_code":"RESOURCE_DOES_NOT_EXIST","message":"Run '0123' not found"})");
  const Response absent = world.get("/api/2.0/mlflow/runs/get");
  CHECK(absent.status == 400);
  CHECK(absent.body.find("Missing value for required parameter 'run_id'. See the API docs") !=
        std::string::npos);
  CHECK(world.post("/api/2.0/mlflow/experiments/create", R"({"name": "a"})").status == 200);
  CHECK(world.post("/api/2.0/mlflow/experiments/create", R"({"name": "a"})").status == 400);
  // MLflow answers 500 to this, and its client repeats the call for minutes.
  const Response reserved =
      world.post("/api/2.0/mlflow/experiments/delete", R"({"experiment_id": "0"})");
  CHECK(reserved.status == 400);
  CHECK(reserved.body.find("INTERNAL_ERROR") != std::string::npos);
}

TEST_CASE("router: an unknown path is 404, a wrong method 405 with the right ones") {
  ServerWorld world;
  CHECK(world.get("/nope").status == 404);
  const Response wrong = world.ask({.method = Method::put, .target = "/health"});
  CHECK(wrong.status == 405);
  CHECK(header_of(wrong, "Allow") == "GET, HEAD, OPTIONS");
  CHECK(world.ask({.method = Method::options, .target = "/health"}).status == 204);
}

TEST_CASE("router: --static-prefix moves everything") {
  ServerWorld world({.static_prefix = "/ml"});
  CHECK(world.get("/ml/health").body == "OK");
  CHECK(world.get("/health").status == 404);
  const Response moved = world.get("/ml");
  CHECK(moved.status == 308);
  CHECK(header_of(moved, "Location") == "/ml/");
}

TEST_CASE("router: --read-only refuses what writes, and nothing else") {
  ServerWorld world({.writes = server::Writes::refused});
  const Response refused = world.post("/api/2.0/mlflow/experiments/create", R"({"name": "a"})");
  CHECK(refused.status == 403);
  CHECK(refused.body.find("--read-only") != std::string::npos);
  world.world.store->create_experiment({.name = "a"});
  CHECK(world.post("/api/2.0/mlflow/runs/search", R"({"experiment_ids": ["0"]})").status == 200);
  CHECK(world.get("/api/2.0/mlflow/experiments/search?max_results=5").status == 200);
}

TEST_CASE("router: every route carries its guards") {
  ServerWorld world({.writes = server::Writes::refused});
  std::set<std::string> open_hosts;
  for (const auto* table = Registry<server::RouteTable>::first(); table != nullptr;
       table = table->next) {
    for (const server::Route& route : table->routes) {
      const std::string path(route.path);
      CAPTURE(path);
      CHECK((route.handle != nullptr) != (route.take != nullptr));
      if (route.host_check == server::HostCheck::no) {
        open_hosts.insert(path);
      }
      std::string target = (table->below == server::Below::api ? "/api/2.0" : "") + path;
      for (auto star = target.find('*'); star != std::string::npos; star = target.find('*')) {
        target.replace(star, target.substr(star).starts_with("**") ? 2 : 1, "x");
      }
      server::Request request{
          .method = route.method,
          .target = target,
          .headers = {{"Host", "10.evil.example"}, {"Content-Type", "application/json"}}};
      if (route.host_check == server::HostCheck::yes) {
        CHECK(world.ask(request).status == 403);
      }
      request.headers[0].value = "localhost:5000";
      request.headers.push_back({"Sec-Fetch-Site", "cross-site"});
      CHECK(world.ask(request).status == 403);
      if (route.method != Method::get) {
        request.headers.back() = {"Origin", "http://evil.example"};
        CHECK(world.ask(request).body == "Cross-origin request blocked");
      }
      const bool reads_by_post = path.ends_with("/search") || path.ends_with("/search-datasets") ||
                                 path.ends_with("/get-latest-versions");
      CHECK((route.access == server::Access::write) ==
            (route.method != Method::get && !reads_by_post));
    }
  }
  CHECK(open_hosts == std::set<std::string>{"/health", "/version"});
}

TEST_CASE("router: a body of another type than JSON does nothing") {
  ServerWorld world;
  for (const char* type : {"text/plain", "application/x-www-form-urlencoded", ""}) {
    const Response refused = world.ask({.method = Method::post,
                                        .target = "/api/2.0/mlflow/experiments/create",
                                        .headers = {{"Content-Type", type}},
                                        .body = R"({"name": "a"})"});
    CHECK(refused.status == 400);
    CHECK(refused.body.find("Content-Type must be one of") != std::string::npos);
  }
  const Response missing = world.ask({.method = Method::post,
                                      .target = "/api/2.0/mlflow/experiments/create",
                                      .body = R"({"name": "a"})"});
  CHECK(missing.body.find("Content-Type header is missing.") != std::string::npos);
  CHECK(world
            .ask({.method = Method::post,
                  .target = "/api/2.0/mlflow/experiments/create",
                  .headers = {{"content-type", "Application/JSON; charset=utf-8"}},
                  .body = R"({"name": "a"})"})
            .status == 200);
}

TEST_CASE("router: answers carry what keeps browsers from guessing") {
  ServerWorld world;
  const Response answer = world.get("/health");
  CHECK(header_of(answer, "X-Content-Type-Options") == "nosniff");
  CHECK(header_of(answer, "X-Frame-Options") == "SAMEORIGIN");
}

TEST_CASE("router: one line of log for each answer, whatever the client sent") {
  ServerWorld world;
  world.router->sent({.method = Method::get, .target = "/a\x1b[2J\" b", .peer = "127.0.0.1"}, 200,
                     12, 345);
  CHECK(world.log.find("127.0.0.1 - - [23/Nov/2026:") == 0);
  CHECK(world.log.find("\"GET /a\\x1b[2J%22 b HTTP/1.1\" 200 12\n") != std::string::npos);
}
