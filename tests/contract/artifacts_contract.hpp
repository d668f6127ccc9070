#pragma once
// What every kind of Artifacts must do, as one suite.

#include "mltrack/artifact/artifacts.hpp"

#include <functional>
#include <memory>

namespace mltrack::test {

/// `make` gives the artifacts of a new run that has none.
void run_artifacts_contract(const std::function<std::unique_ptr<Artifacts>()>& make);

}  // namespace mltrack::test
