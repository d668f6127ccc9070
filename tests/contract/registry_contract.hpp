#pragma once
// What every ModelRegistry must do, as one suite: run for each implementation by a short test file.

#include "mltrack/store/open_registry.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace mltrack::test {

/// A fresh, empty place where a registry can be, and the store beside it; all that is opened on it sees
/// the same data.
class RegistryPlace {
 public:
  virtual ~RegistryPlace() = default;
  [[nodiscard]] virtual std::unique_ptr<ModelRegistry> open() = 0;
  [[nodiscard]] virtual std::unique_ptr<Store> open_store() = 0;
  std::vector<std::string> warnings;
};

using MakeRegistryPlace = std::function<std::unique_ptr<RegistryPlace>()>;

/// Calls every part below in a subcase of its own.
void run_registry_contract(const MakeRegistryPlace& make);

// The parts; each gets a new place for every subcase in it.
void registered_models_contract(RegistryPlace& place);
void model_versions_contract(RegistryPlace& place);
void model_aliases_contract(RegistryPlace& place);
void model_stages_contract(RegistryPlace& place);

}  // namespace mltrack::test
