// Searching runs: only what the filter asks for is read, and whole runs only for the page that is
// returned.

#include "file_store.hpp"
#include "layout.hpp"
#include "paging.hpp"
#include "read_meta.hpp"
#include "run_record.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/search/filter.hpp"
#include "mltrack/search/ordering.hpp"
#include "mltrack/search/page_token.hpp"

#include <algorithm>

namespace mltrack {

struct RunHit {
  RunPlace place;
  search::SortRow row;
};

/// One search: the question, parsed, and the hits so far.
class FileRunSearch {
 public:
  FileRunSearch(FileStore& store, const RunQuery& query)
      : store_(store),
        view_(query.view),
        filter_(search::Filter::parse(query.filter, search::run_schema())),
        ordering_(search::Ordering::parse(query.order_by, search::run_schema())) {}

  void look_at(const RunPlace& place, FileStore::Retry retry) {
    FileStore::Opened run = store_.open_place(place);
    if (!run.directory) {
      return;  // deleted meanwhile
    }
    const FileRunRecord record(store_, run, retry);
    try {
      if (!filter_.matches(record) || !shows(view_, record.info().lifecycle_stage)) {
        return;
      }
    } catch (const FileRunRecord::NotARun&) {
      return;  // MLflow: a directory without meta.yaml is no run
    }
    RunHit hit{place, {.time = record.info().start_time, .id = record.info().run_id}};
    for (const search::OrderKey& key : ordering_.keys()) {
      hit.row.keys.push_back(record.value(key.field));
    }
    hits_.push_back(std::move(hit));
  }

  /// The hits, of which the first `end` are in order.
  std::vector<RunHit>& sorted_until(std::size_t end) {
    std::partial_sort(
        hits_.begin(), hits_.begin() + static_cast<std::ptrdiff_t>(end), hits_.end(),
        [&](const RunHit& a, const RunHit& b) { return ordering_.before(a.row, b.row); });
    return hits_;
  }
  [[nodiscard]] std::size_t count() const { return hits_.size(); }

 private:
  FileStore& store_;
  ViewType view_;
  search::Filter filter_;
  search::Ordering ordering_;
  std::vector<RunHit> hits_;
};

FileStore::Opened FileStore::open_place(const RunPlace& place) {
  return {.directory = existing_root().open_directory(layout::run(place.folder, place.name)),
          .folder = place.folder,
          .name = place.name};
}

void FileStore::look_at_all(FileRunSearch& search, const std::vector<std::string>& experiment_ids) {
  std::vector<RunPlace> again;
  for (const std::string& id : experiment_ids) {
    const auto folder = find_experiment_folder(id);
    for (std::string& name : folder ? run_directories(*folder) : std::vector<std::string>{}) {
      RunPlace place{*folder, std::move(name)};
      try {
        search.look_at(place, Retry::no);
      } catch (const Error& error) {
        if (error.failure() == Failure::usage) {
          throw;  // MLflow refuses some operators only when it meets the first run
        }
        again.push_back(std::move(place));
      }
    }
  }
  // Somebody may be rewriting these in place. All of them get their second chances together, so that
  // a thousand broken runs cost one wait and not a thousand.
  for (std::size_t i = 0; i < retry_pauses_ms.size() && !again.empty(); ++i) {
    host_.clock->sleep_ms(retry_pauses_ms[i]);
    const bool last = i + 1 == retry_pauses_ms.size();
    std::erase_if(again, [&](const RunPlace& place) {
      try {
        search.look_at(place, Retry::no);
        return true;
      } catch (const Error& error) {
        if (last && options_.damage == Damage::fail) {
          throw;
        }
        if (last) {
          warn(fmt::format("{} (run skipped)", error.what()));
        }
        return false;
      }
    });
  }
}

std::string FileStore::search_runs(const RunQuery& query, const RunVisitor& visit) {
  const std::size_t offset = search::parse_page_token(query.page_token);
  FileRunSearch search(*this, query);
  look_at_all(search, query.experiment_ids);
  const PageBounds page(search.count(), offset, query.max_results);
  const std::vector<RunHit>& hits = search.sorted_until(page.end);
  for (std::size_t i = page.begin; i < page.end; ++i) {
    std::optional<Run> run;
    read_or_report([&] { run = read_hit(hits[i].place); });
    if (run && !visit(std::move(*run))) {
      break;
    }
  }
  return page.next_token();
}

std::size_t FileStore::count_runs(const RunQuery& query) {
  FileRunSearch search(*this, query);
  look_at_all(search, query.experiment_ids);
  return search.count();
}

std::optional<Run> FileStore::read_hit(const RunPlace& place) {
  Opened run = open_place(place);
  auto document = run.directory
                      ? read_meta(*run.directory, [](const yaml::Document& read) { return read; })
                      : std::nullopt;
  if (!document) {
    return std::nullopt;  // deleted meanwhile
  }
  run.meta = std::move(*document);
  return read_run(run);
}

}  // namespace mltrack
