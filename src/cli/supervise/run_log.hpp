#pragma once
// The store, as a training needs it: what fails there is said, and the training goes on.

#include "file_patterns.hpp"

#include "mltrack/artifact/artifacts.hpp"
#include "mltrack/base/error.hpp"
#include "mltrack/entities/metric.hpp"
#include "mltrack/entities/run.hpp"
#include "mltrack/host/processes.hpp"
#include "mltrack/store/store.hpp"

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace mltrack::cli {

class Context;

/// Whether the training may go on without its run.
enum class StoreNeed { wanted, must };

class RunLog {
 public:
  RunLog(Context& context, RunInfo info, StoreNeed need);

  [[nodiscard]] const RunInfo& info() const { return info_; }

  /// Points are collected until flush(). One that MLflow would refuse is left out, and said so once
  /// for each key.
  void add(Metric point);
  void flush();
  /// The step of the latest point of a metric that the run has.
  [[nodiscard]] std::optional<std::int64_t> last_step(const std::string& key);
  void set_tag(const Tag& tag);
  /// Adds to the artifact in which this stream is kept.
  void add_text(Stream stream, std::string_view text);
  void upload(const FoundFile& file);
  void end(RunStatus status, std::int64_t end_time);

  /// With StoreNeed::must what has failed.
  [[nodiscard]] const std::optional<Error>& failure() const { return failure_; }

 private:
  /// False if it failed.
  bool attempt(std::string_view what, const std::function<void()>& change);
  [[nodiscard]] Artifacts& artifacts();

  Context& context_;
  RunInfo info_;
  StoreNeed need_;
  Batch batch_;
  std::unique_ptr<Artifacts> artifacts_;
  std::array<std::unique_ptr<AppendFile>, 2> logs_;
  std::set<std::string> said_;
  std::set<std::string> refused_keys_;
  std::optional<Error> failure_;
};

}  // namespace mltrack::cli
