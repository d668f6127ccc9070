// Searching experiments: all of them are read, for there are few.

#include "file_store.hpp"
#include "paging.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/entities/limits.hpp"
#include "mltrack/search/filter.hpp"
#include "mltrack/search/ordering.hpp"

#include <algorithm>

namespace mltrack {
namespace {

class ExperimentRecord final : public search::Record {
 public:
  explicit ExperimentRecord(const Experiment& experiment) : experiment_(experiment) {}

  [[nodiscard]] search::Value value(const search::Field& field) const override {
    if (field.kind == search::FieldKind::tag) {
      const Tag* tag = find_by_key(experiment_.tags, field.key);
      return tag == nullptr ? search::Value() : search::Value(tag->value);
    }
    if (field.key == "name") {
      return experiment_.name;
    }
    if (field.key == "experiment_id") {
      return experiment_.experiment_id;
    }
    const auto& time =
        field.key == "creation_time" ? experiment_.creation_time : experiment_.last_update_time;
    return time ? search::Value(static_cast<double>(*time)) : search::Value();
  }

 private:
  const Experiment& experiment_;
};

}  // namespace

Page<Experiment> FileStore::search_experiments(const ExperimentQuery& query) {
  if (query.max_results < 1 || query.max_results > limits::search_results) {
    throw Error::invalid("Invalid value {} for parameter 'max_results' supplied. It must be {}",
                         query.max_results,
                         query.max_results < 1 ? std::string("a positive integer")
                                               : fmt::format("at most {}", limits::search_results));
  }
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
    search::SortRow row{.time = experiment.creation_time.value_or(0),
                        .id = experiment.experiment_id};
    for (const search::OrderKey& key : ordering.keys()) {
      row.keys.push_back(search::value_of(record, key.field));
    }
    hits.emplace_back(std::move(row), std::move(experiment));
  }
  std::sort(hits.begin(), hits.end(),
            [&](const auto& a, const auto& b) { return ordering.before(a.first, b.first); });
  const PageBounds page(hits.size(), offset, query.max_results);
  Page<Experiment> result{.items = {}, .next_page_token = page.next_token()};
  for (std::size_t i = page.begin; i < page.end; ++i) {
    result.items.push_back(std::move(hits[i].second));
  }
  return result;
}

}  // namespace mltrack
