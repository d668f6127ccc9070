#include "store_contract.hpp"

#include <doctest/doctest.h>

namespace mltrack::test {

void run_store_contract(const MakePlace& make) {
  const auto place = make();
  SUBCASE("experiments") {
    experiments_contract(*place);
  }
  SUBCASE("lifecycle of experiments") {
    experiment_lifecycle_contract(*place);
  }
  SUBCASE("runs") {
    runs_contract(*place);
  }
  SUBCASE("lifecycle of runs") {
    run_lifecycle_contract(*place);
  }
  SUBCASE("metrics") {
    metrics_contract(*place);
  }
  SUBCASE("following a run") {
    follow_contract(*place);
  }
  SUBCASE("params") {
    params_contract(*place);
  }
  SUBCASE("tags") {
    tags_contract(*place);
  }
  SUBCASE("batches") {
    batch_contract(*place);
  }
  SUBCASE("inputs and outputs") {
    inputs_contract(*place);
  }
  SUBCASE("searching runs") {
    search_runs_contract(*place);
  }
  SUBCASE("scanning runs") {
    scan_contract(*place);
  }
  SUBCASE("searching experiments") {
    search_experiments_contract(*place);
  }
}

}  // namespace mltrack::test
