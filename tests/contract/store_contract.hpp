#pragma once
// What every Store must do, as one suite: run for each implementation by a five-line test file.

#include "mltrack/store/open_store.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace mltrack::test {

/// A fresh, empty place where a store can be; every store opened on it sees the same data.
class StorePlace {
 public:
  virtual ~StorePlace() = default;
  /// Options beyond those of the place itself: truncate_long_values and warn are looked at.
  [[nodiscard]] virtual std::unique_ptr<Store> open(const StoreOptions& options) = 0;

  /// A store that collects its warnings below.
  [[nodiscard]] std::unique_ptr<Store> open() {
    return open({.warn = [this](const std::string& text) { warnings.push_back(text); }});
  }
  std::vector<std::string> warnings;
};

using MakePlace = std::function<std::unique_ptr<StorePlace>()>;

/// Calls every part below in a subcase of its own.
void run_store_contract(const MakePlace& make);

// The parts; each gets a new place for every subcase in it.
void experiments_contract(StorePlace& place);
void experiment_lifecycle_contract(StorePlace& place);
void runs_contract(StorePlace& place);
void run_lifecycle_contract(StorePlace& place);
void metrics_contract(StorePlace& place);
void follow_contract(StorePlace& place);
void params_contract(StorePlace& place);
void tags_contract(StorePlace& place);
void batch_contract(StorePlace& place);
void inputs_contract(StorePlace& place);
void search_runs_contract(StorePlace& place);
void scan_contract(StorePlace& place);
void search_experiments_contract(StorePlace& place);

}  // namespace mltrack::test
