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

/// The first hits in the order of a query; the others are only counted.
class FirstHits {
  /// Of one run in two trees the one in the tree that was named first comes first.
  [[nodiscard]] auto by_order() const {
    return [this](const Hit& a, const Hit& b) {
      if (ordering_.before(a.row, b.row)) {
        return true;
      }
      return !ordering_.before(b.row, a.row) && a.tree < b.tree;
    };
  }

 public:
  FirstHits(const search::Ordering& ordering, std::size_t wanted)
      : ordering_(ordering), wanted_(wanted) {}

  void add(Hit hit) {
    ++count_;
    hits_.push_back(std::move(hit));
    constexpr std::size_t slack = 1024;
    if (hits_.size() > wanted_ && hits_.size() - wanted_ >= wanted_ + slack) {
      keep_first(wanted_);
    }
  }

  [[nodiscard]] std::size_t count() const { return count_; }

  std::vector<Hit> in_order() {
    std::sort(hits_.begin(), hits_.end(), by_order());
    hits_.resize(std::min(hits_.size(), wanted_));
    return std::move(hits_);
  }

 private:
  void keep_first(std::size_t count) {
    const auto end = hits_.begin() + static_cast<std::ptrdiff_t>(count);
    std::nth_element(hits_.begin(), end, hits_.end(), by_order());
    hits_.erase(end, hits_.end());
  }

  const search::Ordering& ordering_;
  std::size_t wanted_;
  std::size_t count_ = 0;
  std::vector<Hit> hits_;
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
  const std::size_t most = std::numeric_limits<std::size_t>::max() / 4;
  FirstHits first(ordering, std::min(offset, most) + std::min(query.max_results, most));
  std::mutex mutex;
  for (std::size_t i = 0; i < trees_.size(); ++i) {
    const RunQuery own = query_of(trees_[i], query);
    trees_[i].store->scan_runs(own, [&](const RunInfo& info, const search::Record& record) {
      Hit hit{{.time = info.start_time, .id = info.run_id}, i};
      for (const search::OrderKey& key : ordering.keys()) {
        hit.row.keys.push_back(search::value_of(record, key.field));
      }
      const std::lock_guard guard(mutex);
      first.add(std::move(hit));
    });
  }
  const PageBounds page(first.count(), offset, query.max_results);
  const std::vector<Hit> hits = first.in_order();
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
  // Stable: of two with one id, the one in the tree that was named first.
  std::stable_sort(hits.begin(), hits.end(),
                   [&](const auto& a, const auto& b) { return ordering.before(a.first, b.first); });
  const PageBounds page(hits.size(), offset, query.max_results);
  Page<Experiment> result{.items = {}, .next_page_token = page.next_token()};
  for (std::size_t i = page.begin; i < page.end; ++i) {
    result.items.push_back(std::move(hits[i].second));
  }
  return result;
}

}  // namespace mltrack
