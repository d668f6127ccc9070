#include "artifacts_contract.hpp"
#include "support/sample_runs.hpp"
#include "support/temp_dir.hpp"

#include <doctest/doctest.h>

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

TEST_CASE("open_artifacts: a scheme that nobody knows is named") {
  Host host = memory_host();
  test::check_error(ErrorCode::invalid_parameter_value, "'gopher'",
                    [&] { (void)open_artifacts(host, "gopher://host/x"); });
  test::check_error(ErrorCode::invalid_parameter_value, "names no local directory",
                    [&] { (void)open_artifacts(host, "file://elsewhere/x"); });
}
