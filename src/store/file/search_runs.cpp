// Searching runs: only what the filter asks for is read, and whole runs only for the page that is
// returned.

#include <algorithm>

#include "file_store.hpp"
#include "layout.hpp"
#include "meta.hpp"
#include "mltrack/base/error.hpp"
#include "mltrack/entities/limits.hpp"
#include "mltrack/search/filter.hpp"
#include "mltrack/search/ordering.hpp"
#include "mltrack/search/page_token.hpp"
#include "paging.hpp"
#include "read_meta.hpp"

namespace mltrack {

/// A run directory as the filter sees it: every answer reads at most one file.
class FileRunRecord final : public search::Record {
 public:
  FileRunRecord(FileStore& store, FileStore::Opened& run) : store_(store), run_(run) {}

  [[nodiscard]] search::Value value(const search::Field& field) const override {
    switch (field.kind) {
      case search::FieldKind::metric:
        if (const auto point = store_.latest_point(*run_.directory, field.key)) {
          return point->value;
        }
        return {};
      case search::FieldKind::param:
        return text(store_.read_text(*run_.directory, layout::param(field.key)));
      case search::FieldKind::tag:
        return text(store_.read_text(*run_.directory, layout::tag(field.key)));
      default:
        return attribute(field.key);
    }
  }

  [[nodiscard]] std::vector<search::DatasetFields> datasets() const override {
    std::vector<search::DatasetFields> fields;
    for (const DatasetInput& input : store_.read_inputs(run_).datasets) {
      const Tag* context = find_by_key(input.tags, tag_keys::dataset_context);
      fields.push_back({input.dataset.name, input.dataset.digest,
                        context == nullptr ? std::nullopt : std::optional(context->value)});
    }
    return fields;
  }

  /// meta.yaml, read at the first question that needs it.
  [[nodiscard]] const RunInfo& info() const {
    if (!info_) {
      info_ = store_.read_meta(*run_.directory, [&](const yaml::Document& document) {
        run_.meta = document;
        return store_.info_of(run_);
      });
      if (!info_) {
        throw NotARun{};
      }
    }
    return *info_;
  }

  /// The directory has no meta.yaml.
  struct NotARun {};

 private:
  static search::Value text(std::optional<std::string> value) {
    return value ? search::Value(std::move(*value)) : search::Value();
  }

  [[nodiscard]] search::Value attribute(const std::string& key) const {
    const RunInfo& run = info();
    if (key == "run_id") {
      return run.run_id;
    }
    if (key == "run_name") {
      return run.run_name.empty() ? search::Value() : search::Value(run.run_name);
    }
    if (key == "user_id") {
      return run.user_id;
    }
    if (key == "status") {
      return std::string(run_status_name(run.status));
    }
    if (key == "artifact_uri") {
      return run.artifact_uri;
    }
    if (key == "start_time") {
      return static_cast<double>(run.start_time);
    }
    if (key == "end_time") {
      return run.end_time ? search::Value(static_cast<double>(*run.end_time)) : search::Value();
    }
    return {};
  }

  FileStore& store_;
  FileStore::Opened& run_;
  mutable std::optional<RunInfo> info_;
};

namespace {

struct Hit {
  std::string folder;
  std::string name;
  search::SortRow row;
};

}  // namespace

Page<Run> FileStore::search_runs(const RunQuery& query) {
  if (query.max_results > limits::search_results) {
    throw Error::invalid(
        "Invalid value for request parameter max_results. It must be at most {}, but got value {}",
        limits::search_results, query.max_results);
  }
  const auto filter = search::Filter::parse(query.filter, search::run_schema());
  const auto ordering = search::Ordering::parse(query.order_by, search::run_schema());
  const std::size_t offset = search::parse_page_token(query.page_token);

  std::vector<Hit> hits;
  const auto look_at = [&](const std::string& folder, const std::string& name) {
    Opened run{.directory = existing_root().open_directory(layout::run(folder, name)),
               .folder = folder,
               .name = name};
    if (!run.directory) {
      return;  // deleted meanwhile
    }
    const FileRunRecord record(*this, run);
    if (!filter.matches(record) || !shows(query.view, record.info().lifecycle_stage)) {
      return;
    }
    Hit hit{folder, name, {.time = record.info().start_time, .id = record.info().run_id}};
    for (const search::OrderKey& key : ordering.keys()) {
      hit.row.keys.push_back(record.value(key.field));
    }
    hits.push_back(std::move(hit));
  };
  for (const std::string& id : query.experiment_ids) {
    const auto folder = find_experiment_folder(id);
    for (const std::string& name : folder ? run_directories(*folder) : std::vector<std::string>{}) {
      try {
        look_at(*folder, name);
      } catch (const FileRunRecord::NotARun&) {
        continue;  // MLflow: a directory without meta.yaml is no run
      } catch (const Error& error) {
        if (error.failure() == Failure::usage || options_.damage == Damage::fail) {
          throw;
        }
        warn(fmt::format("{} (run skipped)", error.what()));
      }
    }
  }

  const auto before = [&](const Hit& a, const Hit& b) { return ordering.before(a.row, b.row); };
  const PageBounds page(hits.size(), offset, query.max_results);
  std::partial_sort(hits.begin(), hits.begin() + static_cast<std::ptrdiff_t>(page.end), hits.end(),
                    before);
  Page<Run> result{.items = {}, .next_page_token = page.next_token()};
  for (std::size_t i = page.begin; i < page.end; ++i) {
    Opened run{.directory = existing_root().open_directory(layout::run(hits[i].folder, hits[i].name)),
               .folder = hits[i].folder,
               .name = hits[i].name};
    auto document = run.directory ? load_meta(*run.directory) : std::nullopt;
    if (document) {
      run.meta = std::move(*document);
      result.items.push_back(read_run(run));
    }
  }
  return result;
}

}  // namespace mltrack
