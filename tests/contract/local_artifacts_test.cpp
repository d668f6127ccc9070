#include "artifacts_contract.hpp"
#include "support/sample_runs.hpp"
#include "support/temp_dir.hpp"

#include "mltrack/artifact/appendable.hpp"

#include <doctest/doctest.h>

#include <array>

using namespace mltrack;

TEST_CASE("local artifacts: in memory they keep the contract of Artifacts") {
  Host host = memory_host();
  test::run_artifacts_contract(
      [&] { return open_artifacts(host, "file:///data/mlruns/0/run/artifacts"); });
}

TEST_CASE("local artifacts: on a disk they keep the contract of Artifacts") {
  const test::TempDir directory;
  Host host = real_host();
  test::run_artifacts_contract([&] { return open_artifacts(host, directory / "run/artifacts"); });
}

TEST_CASE("local artifacts: in a folder of a person's own they keep the contract of Artifacts") {
  const test::TempDir directory;
  Host host = real_host();
  test::run_artifacts_contract([&] { return open_artifacts(host, directory / "my results"); });
}

TEST_CASE("local artifacts: what is added to an artifact comes behind what is there") {
  const test::TempDir directory;
  Host host = real_host();
  const auto artifacts = open_artifacts(host, directory / "run/artifacts");
  auto* appendable = dynamic_cast<AppendableArtifacts*>(artifacts.get());
  REQUIRE(appendable != nullptr);
  const auto first = appendable->open_append("logs/out.log");
  const auto second = appendable->open_append("logs/out.log");
  first->append("one\n");
  second->append("two\n");
  first->append("three\n");
  std::array<char, 100> buffer{};
  const auto reader = artifacts->open("logs/out.log");
  CHECK(std::string(buffer.data(), reader->read(buffer)) == "one\ntwo\nthree\n");
  CHECK(artifacts->find("logs/out.log")->size == 14);
  test::check_error(ErrorCode::invalid_parameter_value, "",
                    [&] { (void)appendable->open_append("../outside"); });
}

TEST_CASE("open_artifacts: a scheme that nobody knows is named") {
  Host host = memory_host();
  test::check_error(ErrorCode::invalid_parameter_value, "'gopher'",
                    [&] { (void)open_artifacts(host, "gopher://host/x"); });
  test::check_error(ErrorCode::invalid_parameter_value, "names no local directory",
                    [&] { (void)open_artifacts(host, "file://elsewhere/x"); });
}
