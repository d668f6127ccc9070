#include "store_contract.hpp"
#include "support/sample_runs.hpp"

#include "mltrack/base/number.hpp"

#include <doctest/doctest.h>

#include <map>
#include <mutex>

namespace mltrack::test {
namespace {

/// What scan_runs hands over: `field` of each run by its id, params in place of a field of no key.
std::map<std::string, std::string> scanned(Store& store, const RunQuery& query,
                                           const search::Field& field) {
  std::map<std::string, std::string> found;
  std::mutex mutex;
  store.scan_runs(query, [&](const RunInfo& info, const search::Record& record) {
    std::string text;
    if (field.key.empty()) {
      for (const Param& param : record.params()) {
        text += param.key + "=" + param.value + " ";
      }
    } else if (const auto value = record.value(field); std::holds_alternative<double>(value)) {
      text = format_double(std::get<double>(value));
    } else if (const auto* words = std::get_if<std::string>(&value)) {
      text = *words;
    }
    const std::lock_guard guard(mutex);
    CHECK(found.emplace(info.run_id, text).second);
  });
  return found;
}

}  // namespace

void scan_contract(StorePlace& place) {
  const auto opened = place.open();
  Store& store = *opened;
  const SampleRuns sample = make_sample_runs(store);
  const std::vector<std::string> both{sample.experiment, sample.other_experiment};
  using Found = std::map<std::string, std::string>;
  const search::Field auc{search::FieldKind::metric, "auc"};
  CHECK(scanned(store, {.experiment_ids = both}, auc) ==
        Found{{sample.first, "0.9"}, {sample.second, "0.7"}, {sample.third, ""}});
  CHECK(scanned(store, {.experiment_ids = both, .filter = "metrics.auc > 0.8"},
                {search::FieldKind::param, "lr"}) == Found{{sample.first, "0.01"}});
  CHECK(scanned(store, {.experiment_ids = {sample.experiment, "999"}},
                {search::FieldKind::attribute, "status"}) ==
        Found{{sample.first, "RUNNING"}, {sample.second, "FINISHED"}});
  CHECK(scanned(store, {.experiment_ids = both}, {search::FieldKind::param, ""}) ==
        Found{{sample.first, "depth=3 lr=0.01 "}, {sample.second, "lr=0.1 "}, {sample.third, ""}});
  SUBCASE("all pages at once, and the view") {
    store.delete_run(sample.second);
    CHECK(scanned(store, {.experiment_ids = both, .max_results = 1}, auc).size() == 2);
    CHECK(scanned(store, {.experiment_ids = both, .view = ViewType::deleted_only}, auc) ==
          Found{{sample.second, "0.7"}});
  }
  SUBCASE("what the visitor refuses ends the scan") {
    check_error(ErrorCode::invalid_parameter_value, "no more", [&] {
      store.scan_runs({.experiment_ids = both}, [](const RunInfo&, const search::Record&) {
        throw Error::invalid("no more");
      });
    });
  }
  CHECK(place.warnings.empty());
}

}  // namespace mltrack::test
