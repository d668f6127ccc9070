#include "run_log.hpp"

#include "context.hpp"
#include "log_names.hpp"
#include "read_input.hpp"

#include "mltrack/artifact/appendable.hpp"
#include "mltrack/base/error.hpp"
#include "mltrack/entities/validate.hpp"

#include <fmt/format.h>

namespace mltrack::cli {

RunLog::RunLog(Context& context, RunInfo info, StoreNeed need)
    : context_(context), info_(std::move(info)), need_(need) {}

bool RunLog::attempt(std::string_view what, const std::function<void()>& change) {
  try {
    change();
    return true;
  } catch (const Error& error) {
    // The training matters more than its record: this is the one place that lets it go on.
    if (need_ == StoreNeed::must) {
      failure_ = failure_ ? failure_ : error;
    } else if (said_.insert(std::string(what)).second) {
      context_.warn(fmt::format("{}: {}; the command goes on", what, error.what()));
      context_.world.err.flush();
    }
    return false;
  }
}

Artifacts& RunLog::artifacts() {
  if (!artifacts_) {
    artifacts_ = context_.artifacts(info_);
  }
  return *artifacts_;
}

void RunLog::add(Metric point) {
  try {
    validate_metric(point);
  } catch (const Error& error) {
    if (refused_keys_.insert(point.key).second) {
      context_.warn(error.what());
    }
    return;
  }
  batch_.metrics.push_back(std::move(point));
}

void RunLog::flush() {
  if (batch_.metrics.empty()) {
    return;
  }
  (void)attempt("metrics are not logged",
                [&] { context_.store().log_batch(info_.run_id, batch_); });
  batch_ = {};
}

std::optional<std::int64_t> RunLog::last_step(const std::string& key) {
  std::optional<std::int64_t> step;
  (void)attempt("the steps so far are not known", [&] {
    const auto run = context_.store().find_run(info_.run_id, RunKeys{.metrics = {key}});
    const Metric* point = run ? find_by_key(run->data.metrics, key) : nullptr;
    step = point ? std::optional(point->step) : std::nullopt;
  });
  return step;
}

void RunLog::set_tag(const Tag& tag) {
  (void)attempt("a tag is not set", [&] { context_.store().set_tag(info_.run_id, tag); });
}

void RunLog::add_text(Stream stream, std::string_view text) {
  if (text.empty()) {
    return;
  }
  auto& log = logs_[stream == Stream::out ? 0 : 1];
  const bool done = attempt("the output is not kept", [&] {
    if (!log) {
      auto* appendable = dynamic_cast<AppendableArtifacts*>(&artifacts());
      if (appendable == nullptr) {
        throw Error::invalid("the artifacts at {} cannot be added to",
                             context_.store().artifact_root(info_));
      }
      log = appendable->open_append(log_name(stream));
    }
    log->append(text);
  });
  if (!done) {
    log.reset();  // opened again next time, perhaps it is another disk then
  }
}

void RunLog::upload(const FoundFile& file) {
  (void)attempt(fmt::format("artifact '{}' is not stored", file.name), [&] {
    artifacts().upload(file.name, *open_user_file(*context_.world.host.files, file.path));
  });
}

void RunLog::end(RunStatus status, std::int64_t end_time) {
  (void)attempt("the run is not ended", [&] {
    context_.store().update_run(info_.run_id, {.status = status, .end_time = end_time});
  });
}

}  // namespace mltrack::cli
