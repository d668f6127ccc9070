#pragma once
// Searching experiments that are in memory: what a filter asks of one, and where it is in the order.

#include "mltrack/entities/experiment.hpp"
#include "mltrack/entities/queries.hpp"
#include "mltrack/search/ordering.hpp"
#include "mltrack/search/record.hpp"

namespace mltrack {

class ExperimentRecord final : public search::Record {
 public:
  explicit ExperimentRecord(const Experiment& experiment) : experiment_(experiment) {}
  [[nodiscard]] search::Value value(const search::Field& field) const override;

 private:
  const Experiment& experiment_;
};

[[nodiscard]] search::SortRow sort_row(const Experiment& experiment,
                                       const search::Ordering& ordering);

/// MLflow: 1 to 50,000. Throws Error::invalid in its words.
void check_max_results(const ExperimentQuery& query);

}  // namespace mltrack
