// Searches over several trees: the keys by which runs are sorted are gathered from all of them, and
// only the runs of the page are read.

#include "experiment_record.hpp"
#include "file/paging.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/entities/limits.hpp"
#include "mltrack/search/ordering.hpp"
#include "mltrack/search/page_token.hpp"
#include "mltrack/store/merged_store.hpp"

#include <algorithm>
#include <limits>
#include <mutex>

namespace mltrack {
namespace {

/// A run that was found, with the tree it is in.
struct Hit {
  search::SortRow row;
  std::size_t tree = 0;
};

std::vector<Experiment> all_found(Store& store, const ExperimentQuery& query) {
  ExperimentQuery all = query;
  all.max_results = limits::search_results;
  all.page_token.clear();
  std::vector<Experiment> found;
  do {
    auto page = store.search_experiments(all);
    std::move(page.items.begin(), page.items.end(), std::back_inserter(found));
    all.page_token = page.next_page_token;
  } while (!all.page_token.empty());
  return found;
}

}  // namespace

std::string MergedStore::search_runs(const RunQuery& query, const RunVisitor& visit) {
  const std::size_t offset = search::parse_page_token(query.page_token);
  const auto ordering =
      search::Ordering::parse(query.order_by, search::run_schema(), {query.dialect, now_ms_});
  // Of one run in two trees the one in the tree that was named first comes first.
  const auto by_order = [&](const Hit& a, const Hit& b) {
    return ordering.before(a.row, b.row) || (!ordering.before(b.row, a.row) && a.tree < b.tree);
  };
  const std::size_t most = std::numeric_limits<std::size_t>::max() / 4;
  const std::size_t wanted = std::min(offset, most) + std::min(query.max_results, most);
  std::mutex mutex;  // guards the two below
  std::vector<Hit> hits;
  std::size_t count = 0;
  for (std::size_t i = 0; i < trees_.size(); ++i) {
    const RunQuery own = query_of(trees_[i], query);
    trees_[i].store->scan_runs(own, [&](const RunInfo& info, const search::Record& record) {
      Hit hit{ordering.row_of(record, info.start_time, info.run_id), i};
      const std::lock_guard guard(mutex);
      ++count;
      hits.push_back(std::move(hit));
      drop_late_hits(hits, wanted, by_order);
    });
  }
  std::sort(hits.begin(), hits.end(), by_order);
  const PageBounds page(count, offset, query.max_results);
  for (std::size_t i = page.begin; i < page.end; ++i) {
    const NamedStore& tree = trees_[hits[i].tree];
    auto run = tree.store->find_run(hits[i].row.id);
    if (!run) {
      continue;  // removed meanwhile
    }
    run->info.tree = tree.name;
    if (!visit(std::move(*run))) {
      break;
    }
  }
  return page.next_token();
}

std::size_t MergedStore::count_runs(const RunQuery& query) {
  std::size_t sum = 0;
  for (const NamedStore& tree : trees_) {
    sum += tree.store->count_runs(query_of(tree, query));
  }
  return sum;
}

void MergedStore::scan_runs(const RunQuery& query, const RecordVisitor& visit) {
  for (const NamedStore& tree : trees_) {
    const RunQuery own = query_of(tree, query);
    tree.store->scan_runs(own, [&](const RunInfo& info, const search::Record& record) {
      RunInfo here = info;
      here.tree = tree.name;
      visit(here, record);
    });
  }
}

Page<Experiment> MergedStore::search_experiments(const ExperimentQuery& query) {
  check_max_results(query);
  const auto ordering = search::Ordering::parse(query.order_by, search::experiment_schema(),
                                                {query.dialect, now_ms_});
  const std::size_t offset = search::parse_page_token(query.page_token);
  std::vector<std::pair<search::SortRow, Experiment>> hits;
  for (const NamedStore& tree : trees_) {
    for (Experiment& experiment : all_found(*tree.store, query)) {
      experiment.tree = tree.name;
      auto row = sort_row(experiment, ordering);
      hits.emplace_back(std::move(row), std::move(experiment));
    }
  }
  // Of two with one id the one in the tree that was named first comes first.
  return page_of(std::move(hits), ordering, offset, query.max_results);
}

}  // namespace mltrack
