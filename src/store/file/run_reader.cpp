// From the files of a run to a Run. What cannot be read is left out and reported; only the run's own
// meta.yaml is indispensable.

#include "file_store.hpp"
#include "layout.hpp"
#include "meta.hpp"
#include "read_meta.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/url.hpp"
#include "mltrack/entities/validate.hpp"

#include <algorithm>
#include <cstdlib>

namespace mltrack {
namespace {

/// Also keeps what is asked for inside the run's folder.
bool can_be_key(std::string_view key) {
  try {
    validate_key(key, "key");
    return true;
  } catch (const Error&) {
    return false;
  }
}

}  // namespace

RunInfo FileStore::info_from(const yaml::Document& meta, std::string_view folder,
                             const std::string& name,
                             const std::function<std::optional<std::string>()>& name_tag) {
  RunInfo info = meta::run_info_from(meta, folder.substr(folder.find('/') + 1), name);
  if (info.run_name.empty()) {
    // MLflow: the tag is asked only when meta.yaml has no name.
    info.run_name = name_tag().value_or(std::string());
  }
  return info;
}

RunInfo FileStore::info_of(const Opened& opened) {
  return info_from(opened.meta, opened.folder, opened.name,
                   [&] { return read_text(*opened.directory, layout::tag(tag_keys::run_name)); });
}

Run FileStore::read_run(const Opened& opened) {
  return {.info = info_of(opened),
          .data = read_data(*opened.directory),
          .inputs = read_inputs(opened),
          .outputs = read_outputs(opened)};
}

RunData FileStore::read_data(const Directory& run) {
  RunData data;
  read_or_report([&] {
    const auto metrics = run.open_directory(layout::metrics);
    for (const std::string& key : metrics ? keys_of(*metrics) : std::vector<std::string>{}) {
      read_or_report([&] {
        if (auto point = latest_point(*metrics, key, key)) {
          data.metrics.push_back(std::move(*point));
        }
      });
    }
  });
  each_text(run, layout::params, [&](const std::string& key, std::string value) {
    data.params.push_back({key, std::move(value)});
  });
  each_text(run, layout::tags, [&](const std::string& key, std::string value) {
    data.tags.push_back({key, std::move(value)});
  });
  return data;
}

RunData FileStore::read_data(const Directory& run, const RunKeys& keys) {
  RunData data;
  for (const std::string& key : keys.metrics) {
    if (!can_be_key(key)) {
      continue;
    }
    if (auto point = latest_point(run, layout::metric(key), key)) {
      data.metrics.push_back(std::move(*point));
    }
  }
  const auto read_texts = [&](const std::vector<std::string>& wanted, const auto& path, auto& out) {
    for (const std::string& key : wanted) {
      if (!can_be_key(key)) {
        continue;
      }
      if (auto value = read_value(run, path(key))) {
        out.push_back({key, std::move(*value)});
      }
    }
  };
  read_texts(keys.params, layout::param, data.params);
  read_texts(keys.tags, layout::tag, data.tags);
  return data;
}

void FileStore::report_bad_line(const std::string& path,
                                const std::optional<metric_file::BadLine>& bad_line) {
  if (bad_line) {
    damaged(path, fmt::format("line {} is no point of a metric: {} (line skipped)",
                              bad_line->number, bad_line->reason));
  }
}

std::optional<Metric> FileStore::latest_point(const Directory& directory, const std::string& file,
                                              const std::string& key, Unfinished unfinished) {
  for (std::size_t attempt = 0;; ++attempt) {
    const auto reader = open_value(directory, file);
    if (!reader) {
      return std::nullopt;
    }
    metric_file::Latest found = metric_file::latest_point(*reader, metric_file::Kind::run);
    if (found.bad_line) {
      report_bad_line(directory.path_of(file), found.bad_line);
    }
    if (found.point) {
      found.point->key = key;
      return std::move(found.point);
    }
    if (found.bad_line) {
      return std::nullopt;
    }
    constexpr const char* reason = "the metric file is empty";
    if (unfinished == Unfinished::report || attempt == retry_pauses_ms.size() ||
        !is_fresh(directory, file)) {
      damaged(directory.path_of(file), reason);
      return std::nullopt;
    }
    if (unfinished == Unfinished::fail) {
      throw Error::internal("{}: {}", directory.path_of(file), reason);
    }
    host_.clock->sleep_ms(retry_pauses_ms[attempt]);
  }
}

bool FileStore::is_fresh(const Directory& directory, const std::string& name) const {
  constexpr std::int64_t second_ms = 1000;
  const auto status = directory.status(name);
  // Nor much later than now: on a disk of another machine's clock it would be fresh for ever.
  return status && std::abs(host_.clock->now_ms() - status->mtime_ms) < second_ms;
}

std::string FileStore::artifact_root(const RunInfo& run) {
  const auto stored = local_path(run.artifact_uri);
  if (!stored || run.artifact_uri.empty()) {
    return run.artifact_uri;
  }
  try {
    if (host_.files->open(*stored)) {
      return run.artifact_uri;
    }
  } catch (const Error&) {  // NOLINT(bugprone-empty-catch): not usable is as good as not there
  }
  const auto folder = find_experiment_folder(run.experiment_id);
  const std::string own =
      layout::join(layout::run(folder.value_or(""), run.run_id), layout::artifacts);
  const auto directory = folder ? existing_root().open_directory(own) : nullptr;
  if (!directory) {
    return run.artifact_uri;
  }
  // MLflow makes this folder in every run, also where the experiment keeps its artifacts elsewhere;
  // that place may just not be made yet. The own folder counts if the URI means it or it is in use.
  bool counts = stored->ends_with(
      "/" + layout::join(layout::run(run.experiment_id, run.run_id), layout::artifacts));
  directory->list([&](const DirectoryEntry&) { counts = true; });
  return counts ? file_uri(existing_root().path_of(own)) : run.artifact_uri;
}

void FileStore::metric_history(const std::string& run_id, const std::string& key,
                               const std::function<bool(const Metric&)>& visit) {
  validate_key(key, "metric_key");
  const Opened run = open_run(run_id);
  const auto file = open_value(*run.directory, layout::metric(key));
  if (!file) {
    return;
  }
  Metric named;
  named.key = key;
  report_bad_line(run.directory->path_of(layout::metric(key)),
                  metric_file::each_point(*file, metric_file::Kind::run, [&](const Metric& point) {
                    named.value = point.value;
                    named.timestamp = point.timestamp;
                    named.step = point.step;
                    named.dataset_name = point.dataset_name;
                    named.dataset_digest = point.dataset_digest;
                    return visit(named);
                  }));
}

}  // namespace mltrack
