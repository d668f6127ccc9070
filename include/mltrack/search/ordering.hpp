#pragma once
// MLflow's order_by.

#include "mltrack/search/language.hpp"
#include "mltrack/search/record.hpp"
#include "mltrack/search/schema.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mltrack::search {

struct OrderKey {
  Field field;
  bool ascending = true;
};

/// The values by which one record is sorted, gathered once.
struct SortRow {
  std::vector<Value> keys;  // one an OrderKey, in their order
  std::int64_t time = 0;    // run: start_time (absent counts as 0); experiment: not looked at
  std::string id;           // run or experiment id
};

class Ordering {
 public:
  /// Throws Error::invalid, in MLflow's wording unless the clause has words of our own language.
  /// Each clause is `identifier [ASC|DESC]`. Without clauses, and among equals, things get MLflow's
  /// order: experiments the newest first, registered models by name, and so on.
  [[nodiscard]] static Ordering parse(const std::vector<std::string>& clauses, const Schema& schema,
                                      Language language = {});

  /// By fields that are known already, then by what MLflow adds.
  [[nodiscard]] static Ordering of(std::vector<OrderKey> keys, const Schema& schema);

  [[nodiscard]] const std::vector<OrderKey>& keys() const { return keys_; }

  /// What `record` is sorted by. `time` and `id` decide between equals, where before() says so.
  [[nodiscard]] SortRow row_of(const Record& record, std::int64_t time = 0,
                               std::string id = {}) const;

  /// A strict weak order: real values, then NaN, then missing, ascending or descending. Ties of
  /// runs fall back to start_time DESC, run_id ASC; of experiments to experiment_id DESC.
  [[nodiscard]] bool before(const SortRow& a, const SortRow& b) const;

 private:
  void add_tie_breakers();

  std::vector<OrderKey> keys_;
  const Schema* schema_ = nullptr;
};

}  // namespace mltrack::search
