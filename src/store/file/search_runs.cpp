// Searching runs: only what the filter asks for is read, and whole runs only for the page that is
// returned. Several threads look at the runs, and read those of the page while the first are already
// handed on.

#include "file_store.hpp"
#include "layout.hpp"
#include "paging.hpp"
#include "read_meta.hpp"
#include "run_record.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/host/work_pool.hpp"
#include "mltrack/search/filter.hpp"
#include "mltrack/search/ordering.hpp"
#include "mltrack/search/page_token.hpp"

#include <algorithm>
#include <compare>
#include <limits>

namespace mltrack {
namespace {

struct SearchedExperiment {
  std::string folder;
  std::unique_ptr<Directory> directory;
};

/// A run's directory in one of the experiments.
struct Candidate {
  std::size_t experiment = 0;
  std::string name;
  auto operator<=>(const Candidate&) const = default;
};

struct Hit {
  std::size_t experiment = 0;
  search::SortRow row;  // with the run's id
};

/// What one thread has found.
struct Finds {
  std::vector<Hit> hits;
  std::size_t count = 0;          // of all hits, also those that were dropped
  std::vector<Candidate> broken;  // to be looked at again
};

/// Small, so that waiting is noticed soon; a task costs a hundredth of them.
constexpr std::size_t runs_a_piece = 16;
constexpr std::size_t rows_a_piece = 4;

/// Rows read before the first one is handed on, and at most at once.
constexpr std::size_t first_rows = 8;
constexpr std::size_t first_rows_if_waiting = 64;
constexpr std::size_t most_rows = 256;

class Drain {
 public:
  explicit Drain(WorkPool& pool) : pool_(pool) {}
  Drain(const Drain&) = delete;
  Drain& operator=(const Drain&) = delete;
  ~Drain() { pool_.drop(); }

 private:
  WorkPool& pool_;
};

std::size_t last_wanted(std::size_t offset, std::size_t max_results) {
  return offset + std::min(max_results, std::numeric_limits<std::size_t>::max() / 2);
}

}  // namespace

/// One search: the question, parsed, and the hits so far.
class FileRunSearch {
 public:
  /// Keeps the first `wanted` hits, in the order of the query, and counts the others.
  FileRunSearch(FileStore& store, const RunQuery& query, std::size_t wanted)
      : store_(store),
        family_(store),
        view_(query.view),
        started_since_(query.started_since.value_or(std::numeric_limits<std::int64_t>::min())),
        language_{query.dialect, store.host_.clock->now_ms()},
        filter_(search::Filter::parse(query.filter, search::run_schema(), language_)),
        ordering_(search::Ordering::parse(query.order_by, search::run_schema(), language_)),
        wanted_(wanted),
        finds_(store.host_.files->useful_readers().waiting),
        pool_(store.host_.files->useful_readers()) {}

  /// Hands every hit to `visit` as it is found.
  void hand_records_to(const RecordVisitor& visit) { record_visitor_ = &visit; }
  void look_at_all(const std::vector<std::string>& experiment_ids);
  [[nodiscard]] std::size_t count() const;
  /// Reads the hits from `begin` to `end` in the order of the query.
  void visit(std::size_t begin, std::size_t end, const RunVisitor& visit);

 private:
  void open_experiments(const std::vector<std::string>& ids);
  void look_at_piece(const std::vector<Candidate>& piece, Finds& finds);
  void look_at_broken_again(std::vector<Candidate> broken);
  void look_at(const Candidate& candidate, Finds& finds, FileStore::Unfinished unfinished);
  [[nodiscard]] std::vector<Hit> hits_in_order(std::size_t end);
  [[nodiscard]] std::optional<Run> read(const Hit& hit);

  [[nodiscard]] auto by_order() const {
    return [this](const Hit& a, const Hit& b) { return ordering_.before(a.row, b.row); };
  }

  FileStore& store_;
  RunFamily family_;
  ViewType view_;
  std::int64_t started_since_;
  search::Language language_;
  search::Filter filter_;
  search::Ordering ordering_;
  std::size_t wanted_;
  const RecordVisitor* record_visitor_ = nullptr;
  std::vector<SearchedExperiment> experiments_;
  std::vector<Finds> finds_;  // by worker
  WorkPool pool_;             // after what its threads use
};

void FileRunSearch::open_experiments(const std::vector<std::string>& ids) {
  for (const std::string& id : ids) {
    if (auto folder = store_.find_experiment_folder(id)) {
      if (auto directory = store_.existing_root().open_directory(*folder)) {
        experiments_.push_back({std::move(*folder), std::move(directory)});
      }
    }
  }
}

void FileRunSearch::look_at_all(const std::vector<std::string>& experiment_ids) {
  open_experiments(experiment_ids);
  std::vector<Candidate> piece;
  const auto hand_over = [&] {
    if (piece.empty()) {
      return;
    }
    pool_.add([this, candidates = std::move(piece)](std::size_t worker) {
      look_at_piece(candidates, finds_[worker]);
    });
    piece = {};
  };
  for (std::size_t i = 0; i < experiments_.size(); ++i) {
    experiments_[i].directory->list([&](const DirectoryEntry& entry) {
      if (entry.kind != FileKind::directory || !layout::may_be_run(entry.name)) {
        return;
      }
      piece.push_back({i, std::string(entry.name)});
      if (piece.size() == runs_a_piece) {
        hand_over();
      }
    });
  }
  hand_over();
  pool_.finish();
  std::vector<Candidate> broken;
  for (Finds& finds : finds_) {
    std::move(finds.broken.begin(), finds.broken.end(), std::back_inserter(broken));
  }
  look_at_broken_again(std::move(broken));
}

void FileRunSearch::look_at_piece(const std::vector<Candidate>& piece, Finds& finds) {
  for (const Candidate& candidate : piece) {
    try {
      look_at(candidate, finds, FileStore::Unfinished::fail);
    } catch (const Error& error) {
      if (error.failure() == Failure::usage) {
        throw;  // MLflow refuses some operators only when it meets the first run
      }
      finds.broken.push_back(candidate);
    }
  }
}

/// Somebody may be rewriting these in place. All of them get their second chances together, so that
/// a thousand broken runs cost one wait and not a thousand.
void FileRunSearch::look_at_broken_again(std::vector<Candidate> broken) {
  std::sort(broken.begin(), broken.end());  // the same report every time
  for (std::size_t i = 0; i < retry_pauses_ms.size() && !broken.empty(); ++i) {
    store_.host_.clock->sleep_ms(retry_pauses_ms[i]);
    const bool last = i + 1 == retry_pauses_ms.size();
    std::erase_if(broken, [&](const Candidate& candidate) {
      try {
        look_at(candidate, finds_.front(),
                last ? FileStore::Unfinished::report : FileStore::Unfinished::fail);
        return true;
      } catch (const Error& error) {
        if (last && store_.options_.damage == Damage::fail) {
          throw;
        }
        if (last) {
          store_.warn(fmt::format("{} (run skipped)", error.what()));
        }
        return false;
      }
    });
  }
}

void FileRunSearch::look_at(const Candidate& candidate, Finds& finds,
                            FileStore::Unfinished unfinished) {
  const SearchedExperiment& experiment = experiments_[candidate.experiment];
  const FileRunRecord record(
      store_, family_, {*experiment.directory, experiment.folder, candidate.name}, unfinished);
  try {
    const auto is_in_view = [&] { return shows(view_, record.info().lifecycle_stage); };
    // A filter that is refused is refused only where the view has a run. Any other is asked first,
    // for it may need less than meta.yaml.
    if ((filter_.is_refused() && !is_in_view()) || !filter_.matches(record) || !is_in_view() ||
        record.info().start_time < started_since_) {
      return;
    }
  } catch (const FileRunRecord::NotARun&) {
    return;  // MLflow: a directory without meta.yaml is no run
  }
  if (record_visitor_ != nullptr) {
    (*record_visitor_)(record.info(), record);
  }
  if (wanted_ != 0) {
    finds.hits.push_back(
        {candidate.experiment, ordering_.row_of(record, record.info().start_time, candidate.name)});
    drop_late_hits(finds.hits, wanted_, by_order());
  }
  ++finds.count;
}

std::size_t FileRunSearch::count() const {
  std::size_t sum = 0;
  for (const Finds& finds : finds_) {
    sum += finds.count;
  }
  return sum;
}

/// Sorted up to `end`.
std::vector<Hit> FileRunSearch::hits_in_order(std::size_t end) {
  std::vector<Hit> hits = std::move(finds_.front().hits);
  for (std::size_t i = 1; i < finds_.size(); ++i) {
    std::move(finds_[i].hits.begin(), finds_[i].hits.end(), std::back_inserter(hits));
  }
  std::partial_sort(hits.begin(), hits.begin() + static_cast<std::ptrdiff_t>(end), hits.end(),
                    by_order());
  hits.resize(end);
  return hits;
}

void FileRunSearch::visit(std::size_t begin, std::size_t end, const RunVisitor& visit) {
  const std::vector<Hit> hits = hits_in_order(end);
  std::vector<std::optional<Run>> rows;
  std::vector<std::optional<Run>> next_rows;
  const Drain drain(pool_);  // before what its threads write to vanishes
  std::size_t next = begin;
  const auto begin_to_read = [&](std::size_t count) {
    next_rows.clear();
    next_rows.resize(std::min(count, end - next));
    const std::size_t piece = pool_.waits() ? 1 : rows_a_piece;
    for (std::size_t i = 0; i < next_rows.size(); i += piece) {
      const std::size_t stop = std::min(i + piece, next_rows.size());
      pool_.add([&, i, stop, first = next](std::size_t) {
        for (std::size_t row = i; row < stop; ++row) {
          store_.read_or_report([&] { next_rows[row] = read(hits[first + row]); });
        }
      });
    }
    next += next_rows.size();
  };
  for (begin_to_read(pool_.waits() ? first_rows_if_waiting : first_rows); !next_rows.empty();) {
    pool_.finish();
    rows.swap(next_rows);
    begin_to_read(most_rows);
    for (std::optional<Run>& row : rows) {
      if (row && !visit(std::move(*row))) {
        return;
      }
    }
  }
}

/// Nothing if the run was deleted meanwhile.
std::optional<Run> FileRunSearch::read(const Hit& hit) {
  const SearchedExperiment& experiment = experiments_[hit.experiment];
  FileStore::Opened run{.directory = experiment.directory->open_directory(hit.row.id),
                        .folder = experiment.folder,
                        .name = hit.row.id};
  auto meta = run.directory ? store_.read_meta(*run.directory,
                                               [](const yaml::Document& read) { return read; })
                            : std::nullopt;
  if (!meta) {
    return std::nullopt;
  }
  run.meta = std::move(*meta);
  return store_.read_run(run);
}

FileStore::Opened FileStore::open_place(const RunPlace& place) {
  return {.directory = existing_root().open_directory(layout::run(place.folder, place.name)),
          .folder = place.folder,
          .name = place.name};
}

std::string FileStore::search_runs(const RunQuery& query, const RunVisitor& visit) {
  const std::size_t offset = search::parse_page_token(query.page_token);
  FileRunSearch search(*this, query, last_wanted(offset, query.max_results));
  search.look_at_all(query.experiment_ids);
  const PageBounds page(search.count(), offset, query.max_results);
  search.visit(page.begin, page.end, visit);
  return page.next_token();
}

std::size_t FileStore::count_runs(const RunQuery& query) {
  FileRunSearch search(*this, query, 0);
  search.look_at_all(query.experiment_ids);
  return search.count();
}

void FileStore::scan_runs(const RunQuery& query, const RecordVisitor& visit) {
  FileRunSearch search(*this, query, 0);
  search.hand_records_to(visit);
  search.look_at_all(query.experiment_ids);
}

}  // namespace mltrack
