#pragma once
// The best run by one value: which one, and which way is better.

#include "context.hpp"

#include "mltrack/entities/queries.hpp"
#include "mltrack/search/record.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mltrack::cli {

enum class Better { higher, lower };

/// A value by which runs are compared.
struct Measure {
  std::string name;  // "metrics.auc"
  search::Field field;
};

struct Contender {
  std::string run_id;  // a whole_id
  std::int64_t start_time = 0;
  double value = 0;
};

struct Contest {
  /// The best, then the second, as far as there are so many. Of equal ones the newest, then the one
  /// with the lower id, as in search.
  std::vector<Contender> first;
  std::size_t with_value = 0;  // NaN is no value
  std::size_t with_nan = 0;
};

/// By how much the best value is better than the second; there must be two.
[[nodiscard]] double lead_of(const Contest& contest);

/// `text` is the key of a metric, or a field as in --order-by: `auc`, `metrics.auc`.
[[nodiscard]] Measure parse_measure(Context& context, const std::string& text);

/// The metric that the tag mlflow.experiment.primaryMetric.name of these experiments names; nothing
/// if none does. Throws Error::invalid if they differ.
[[nodiscard]] std::optional<std::string> primary_metric(Context& context,
                                                        const std::vector<std::string>& ids);

/// What the tags of these experiments say: `mltrack.direction.KEY`, max or min, else
/// mlflow.experiment.primaryMetric.greaterIsBetter. A name such as `loss` says nothing. Throws
/// Error::invalid if no tag says it or they differ.
[[nodiscard]] Better better_by_tags(Context& context, const Measure& measure,
                                    const std::vector<std::string>& experiment_ids);

/// The best run of `query`. Throws Error::not_found if no run has a value that is a number.
[[nodiscard]] Contest find_best(Context& context, const Measure& measure, Better better,
                                const RunQuery& query);

/// The run that `handle`, `@best:KEY[:min|max]`, names among these experiments.
[[nodiscard]] std::string resolve_best(Context& context, std::string_view handle,
                                       std::vector<std::string> experiment_ids);

}  // namespace mltrack::cli
