// Searching experiments: all of them are read, for there are few.

#include "experiment_record.hpp"
#include "file_store.hpp"
#include "paging.hpp"

#include "mltrack/search/filter.hpp"
#include "mltrack/search/ordering.hpp"

#include <algorithm>

namespace mltrack {
Page<Experiment> FileStore::search_experiments(const ExperimentQuery& query) {
  check_max_results(query);
  const search::Language language{query.dialect, host_.clock->now_ms()};
  const auto filter = search::Filter::parse(query.filter, search::experiment_schema(), language);
  const auto ordering =
      search::Ordering::parse(query.order_by, search::experiment_schema(), language);
  const std::size_t offset = search::parse_page_token(query.page_token);

  std::vector<std::pair<search::SortRow, Experiment>> hits;
  for (Experiment& experiment : all_experiments(query.view)) {
    const ExperimentRecord record(experiment);
    if (!filter.matches(record)) {
      continue;
    }
    auto row = sort_row(experiment, ordering);
    hits.emplace_back(std::move(row), std::move(experiment));
  }
  return page_of(std::move(hits), ordering, offset, query.max_results);
}

}  // namespace mltrack
