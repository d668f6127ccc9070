#include "registry_contract.hpp"

#include <doctest/doctest.h>

namespace mltrack::test {

void run_registry_contract(const MakeRegistryPlace& make) {
  const auto place = make();
  SUBCASE("registered models") {
    registered_models_contract(*place);
  }
  SUBCASE("model versions") {
    model_versions_contract(*place);
  }
  SUBCASE("aliases") {
    model_aliases_contract(*place);
  }
  SUBCASE("stages") {
    model_stages_contract(*place);
  }
}

}  // namespace mltrack::test
