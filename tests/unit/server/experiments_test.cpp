#include "unit/server/server_world.hpp"

#include <doctest/doctest.h>

using mltrack::test::ServerWorld;

namespace {

std::string creation(const std::string& location) {
  return R"({"name": "at )" + location + R"(", "artifact_location": ")" + location + R"("})";
}

}  // namespace

TEST_CASE("experiments: a client names no place on the server's disk") {
  ServerWorld world;
  for (const char* location : {"/etc", "etc", "file:///etc", "FILE:///etc", "file:/etc",
                               "s3://bucket/../../etc", "http:///#/../../etc/", "http:///;/../etc",
                               "mlflow-artifacts:/%2e%2e/x", "mlflow-artifacts:/%252e%252e/x",
                               "%66ile:///etc", "s3://b/a\\\\b", "//proc/self/root", "."}) {
    CAPTURE(location);
    const auto refused = world.post("/api/2.0/mlflow/experiments/create", creation(location));
    CHECK(refused.status == 400);
    CHECK(refused.body.find("Invalid artifact_location") != std::string::npos);
  }
  for (const char* location : {"s3://bucket/prefix?x=1", "mlflow-artifacts:/a/b", ""}) {
    CAPTURE(location);
    CHECK(world.post("/api/2.0/mlflow/experiments/create", creation(location)).status == 200);
  }
}

TEST_CASE("experiments: clients are led through the server to what lies in the tree") {
  ServerWorld world;
  const std::string id = world.world.store->create_experiment({.name = "a"});
  const auto found = world.get("/api/2.0/mlflow/experiments/get?experiment_id=" + id);
  CHECK(found.body.find("\"artifact_location\":\"mlflow-artifacts:/" + id + "\"") !=
        std::string::npos);
  const auto run = world.world.store->create_run({.experiment_id = id});
  CHECK(run.artifact_uri.starts_with("file:///data/mlruns/"));
  const auto got = world.get("/api/2.0/mlflow/runs/get?run_id=" + run.run_id);
  CHECK(got.body.find("\"artifact_uri\":\"mlflow-artifacts:/" + id + "/" + run.run_id +
                      "/artifacts\"") != std::string::npos);
  ServerWorld plain({.serve_artifacts = mltrack::server::ServeArtifacts::no});
  const std::string other = plain.world.store->create_experiment({.name = "a"});
  CHECK(plain.get("/api/2.0/mlflow/experiments/get?experiment_id=" + other)
            .body.find("\"artifact_location\":\"file:///data/mlruns/" + other) !=
        std::string::npos);
}
