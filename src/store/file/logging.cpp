// Metrics, params and tags: what is written from training loops, so nothing here reads more than it
// must.

#include "file_store.hpp"
#include "layout.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/unicode.hpp"
#include "mltrack/entities/limits.hpp"
#include "mltrack/entities/validate.hpp"
#include "mltrack/host/atomic_write.hpp"

#include <map>
#include <unordered_map>

namespace mltrack {
namespace {

/// The lines of a batch, gathered by file, in the order in which the files were first named.
class LinesByKey {
 public:
  std::string& of(const std::string& key) {
    // Points of one key mostly come one behind the other.
    if (last_ != nullptr && last_->first == key) {
      return last_->second;
    }
    const auto [entry, is_new] = lines_.try_emplace(key);
    if (is_new) {
      order_.push_back(&*entry);
    }
    last_ = &*entry;
    return last_->second;
  }
  [[nodiscard]] bool knows(const std::string& key) const {
    return (last_ != nullptr && last_->first == key) || lines_.contains(key);
  }
  [[nodiscard]] const auto& in_order() const { return order_; }

 private:
  using Entry = std::pair<const std::string, std::string>;
  std::unordered_map<std::string, std::string> lines_;
  std::vector<Entry*> order_;
  Entry* last_ = nullptr;
};

Error param_change(const std::string& run_id, const Param& param, const std::string& old) {
  return Error::conflict(
             "Changing param values is not allowed. Param with key='{}' was already logged with "
             "value='{}' for run ID='{}'. Attempted logging new value '{}'.",
             param.key, old, run_id, param.value)
      .with_hint("Log it under another key, or start a new run; tags may change.");
}

/// MLflow refuses every key that comes twice; the same value twice is as good as once.
void check_params_agree(const std::vector<Param>& params) {
  std::unordered_map<std::string_view, std::string_view> values;
  for (const Param& param : params) {
    if (values.try_emplace(param.key, param.value).first->second != param.value) {
      throw Error::invalid(
          "Duplicate parameter keys have been submitted: ['{}']. Please ensure the request "
          "contains "
          "only one param value per param key.",
          param.key);
    }
  }
}

/// The lines of a batch of metrics: for the run, and for the logged models they belong to.
struct MetricLines {
  LinesByKey of_run;
  LinesByKey of_models;
};

/// Every metric is validated on the way.
MetricLines metric_lines(const std::vector<Metric>& metrics, const std::string& run_id) {
  const bool is_single = metrics.size() == 1;
  MetricLines lines;
  for (std::size_t i = 0; i < metrics.size(); ++i) {
    const Metric& point = metrics[i];
    // The key rule is checked once a key: a batch of a million points has a handful of keys.
    if (!lines.of_run.knows(point.key) || point.timestamp < 0 || !point.dataset_name.empty() ||
        !point.dataset_digest.empty()) {
      validate_metric(point, is_single ? "" : fmt::format("metrics[{}].", i));
    }
    metric_file::append_line(lines.of_run.of(point.key), point);
    if (!point.model_id.empty()) {
      validate_run_id(point.model_id);  // the same shape; it becomes a directory name
      metric_file::append_model_line(lines.of_models.of(layout::join(layout::model(point.model_id),
                                                                     layout::metric(point.key))),
                                     point, run_id);
    }
  }
  return lines;
}

/// MLflow would make a directory without meta.yaml; a model that is not there is a slip.
void check_models_exist(const Directory& experiment, const std::vector<Metric>& metrics) {
  for (const Metric& point : metrics) {
    if (!point.model_id.empty() && !experiment.status(layout::model(point.model_id))) {
      throw Error::not_found("Model '{}' not found", point.model_id);
    }
  }
}

}  // namespace

void FileStore::log_metric(const std::string& run_id, const Metric& metric) {
  log_batch(run_id, {.metrics = {metric}});
}

void FileStore::append_metric_lines(Directory& directory, const std::string& name,
                                    std::string_view lines) {
  if (auto file = directory.open_append(name)) {
    heal_tail(*file, directory.path_of(name));
    file->append(lines);
    return;
  }
  // MLflow: an empty metric file is "malformed", so the first line must appear with its file.
  make_parents(directory, name);
  while (!atomic_create(directory, name, lines, *host_.random)) {
    if (auto file = directory.open_append(name)) {  // somebody else was first
      file->append(lines);
      return;
    }
  }
}

void FileStore::heal_tail(AppendFile& file, const std::string& path) {
  constexpr std::size_t most = 4096;
  std::string last = file.tail(1);
  if (last.empty() || last == "\n") {
    return;
  }
  // A writer that was killed or met a full disk left half a line. "1234" and our "9 9 9" would
  // become the valid line "12349 9 9": a wrong time, no error, for ever.
  const auto directory_lock = root()->lock(options_.lock_wait_ms);
  // Or a writer is in the middle of a long write: what still grows is not torn.
  constexpr std::int64_t pause_ms = 10;
  std::uint64_t size = 0;
  do {
    size = file.size();
    host_.clock->sleep_ms(pause_ms);
  } while (file.size() != size);
  const std::string tail = file.tail(most);
  if (tail.empty() || tail.back() == '\n') {
    return;  // healed or finished meanwhile
  }
  const auto line_begin = tail.rfind('\n') + 1;  // npos + 1 is 0
  const std::string_view line = std::string_view(tail).substr(line_begin);
  Metric point;
  if (metric_file::parse_line(line, metric_file::Kind::run, point) == nullptr) {
    file.append("\n");  // a whole point, as every reader sees it: keep it
    return;
  }
  if (line_begin == 0 && tail.size() == most) {
    throw Error::internal("{}: ends with a line of more than {} bytes, which is no metric", path,
                          most);
  }
  file.truncate(file.size() - line.size());
  warn(fmt::format("{}: removed the torn line '{}' at its end", path, escape_controls(line)));
}

std::string FileStore::cut(std::string_view value, std::size_t limit, std::string_view what) {
  if (value.size() <= limit || count_code_points(value) <= limit) {
    return std::string(value);
  }
  if (!options_.truncate_long_values) {
    throw Error::invalid("'{}' exceeds the maximum length of {} characters", what, limit)
        .with_hint("It has {} characters. MLFLOW_TRUNCATE_LONG_VALUES=true cuts it instead.",
                   count_code_points(value));
  }
  warn(fmt::format("'{}' has {} characters and was cut to {}, as MLflow does", what,
                   count_code_points(value), limit));
  return std::string(first_code_points(value, limit));
}

void FileStore::log_param(const std::string& run_id, const Param& param) {
  validate_param(param);
  const std::string value = cut(param.value, limits::param_value, "Param value");
  Opened run = open_active_run(run_id);
  write_param(run, {param.key, value});
}

void FileStore::write_param(Opened& run, const Param& param) {
  const std::string name = layout::param(param.key);
  auto old = read_text(*run.directory, name);
  if (!old) {
    make_parents(*run.directory, name);
    if (atomic_create(*run.directory, name, param.value, *host_.random)) {
      return;
    }
    old = read_text(*run.directory, name);  // somebody else was first
  }
  if (!old) {
    throw Error::conflict("cannot create: {}: a file and a directory would have the same name",
                          run.directory->path_of(name))
        .with_hint("Keys 'a' and 'a/b' cannot both exist in one run.");
  }
  if (*old == param.value) {
    return;
  }
  if (old->empty()) {
    // MLflow: a write that failed leaves an empty file, and the param can never be logged again. An
    // empty param therefore counts as not logged.
    const auto lock = run.directory->lock(options_.lock_wait_ms);
    if (read_text(*run.directory, name) == "") {
      atomic_write(*run.directory, name, param.value, *host_.random);
      return;
    }
    write_param(run, param);
    return;
  }
  throw param_change(run.name, param, *old);
}

void FileStore::check_params(const Opened& run, const std::vector<Param>& params) const {
  std::map<std::string_view, std::string_view> seen;
  for (const Param& param : params) {
    const auto [first, is_new] = seen.emplace(param.key, param.value);
    if (!is_new && first->second != param.value) {
      throw Error::invalid(
          "Duplicate parameter keys have been submitted: ['{}']. Please ensure the request "
          "contains "
          "only one param value per param key.",
          param.key);
    }
    const auto old = read_text(*run.directory, layout::param(param.key));
    if (old && !old->empty() && *old != param.value) {
      throw param_change(run.name, param, *old);
    }
  }
}

void FileStore::set_tag(const std::string& run_id, const Tag& tag) {
  validate_tag(tag);
  Opened run = open_active_run(run_id);
  write_tag(run, tag);
}

void FileStore::write_tag(Opened& run, const Tag& tag) {
  const std::string name = layout::tag(tag.key);
  make_parents(*run.directory, name);
  atomic_write(*run.directory, name, tag.value, *host_.random);
  // MLflow: the run's name and this tag are kept equal; an empty one leaves the old name.
  if (tag.key == tag_keys::run_name && !tag.value.empty()) {
    const auto lock = lock_for_change(run);
    run.meta.set("run_name", tag.value);
    save_run(run);
  }
}

void FileStore::delete_tag(const std::string& run_id, const std::string& key) {
  validate_key(key, "key");
  const Opened run = open_active_run(run_id);
  if (!run.directory->remove(layout::tag(key))) {
    throw Error::not_found("No tag with name: {} in run with id {}", key, run_id);
  }
}

void FileStore::log_batch(const std::string& run_id, const Batch& batch) {
  const MetricLines lines = metric_lines(batch.metrics, run_id);
  std::vector<Param> params;
  for (std::size_t i = 0; i < batch.params.size(); ++i) {
    validate_param(batch.params[i], fmt::format("params[{}].", i));
    params.push_back(
        {batch.params[i].key, cut(batch.params[i].value, limits::param_value, "Param value")});
  }
  check_params_agree(params);
  std::vector<Tag> tags;
  for (std::size_t i = 0; i < batch.tags.size(); ++i) {
    const std::string path = fmt::format("tags[{}].", i);
    validate_tag(batch.tags[i], path);
    tags.push_back(
        {batch.tags[i].key, cut(batch.tags[i].value, limits::batch_tag_value, path + "value")});
  }

  Opened run = open_active_run(run_id);
  std::unique_ptr<Directory> experiment;
  if (!lines.of_models.in_order().empty()) {
    experiment = experiment_directory(run.folder);
    check_models_exist(*experiment, batch.metrics);
  }
  if (params.size() + batch.metrics.size() + tags.size() > 1) {
    // MLflow: params before the one that would change stay logged.
    check_params(run, params);
  }
  for (const Param& param : params) {
    write_param(run, param);
  }
  for (const auto* entry : lines.of_run.in_order()) {
    append_metric_lines(*run.directory, layout::metric(entry->first), entry->second);
  }
  for (const auto* entry : lines.of_models.in_order()) {
    append_metric_lines(*experiment, entry->first, entry->second);
  }
  for (const Tag& tag : tags) {
    write_tag(run, tag);
  }
}

}  // namespace mltrack
