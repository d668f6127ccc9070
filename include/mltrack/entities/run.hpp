#pragma once
// MLflow: Run and its parts RunInfo, RunData, RunInputs, RunOutputs.

#include "mltrack/entities/dataset.hpp"
#include "mltrack/entities/lifecycle.hpp"
#include "mltrack/entities/metric.hpp"
#include "mltrack/entities/param.hpp"
#include "mltrack/entities/tag.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mltrack {

/// The numbers are those of meta.yaml and of MLflow's protocol.
enum class RunStatus { running = 1, scheduled = 2, finished = 3, failed = 4, killed = 5 };

/// `RUNNING`, ...
[[nodiscard]] std::string_view run_status_name(RunStatus status);
/// The status of that name, any case; nothing for other text.
[[nodiscard]] std::optional<RunStatus> parse_run_status(std::string_view name);

inline constexpr std::array all_run_statuses{RunStatus::running, RunStatus::scheduled,
                                             RunStatus::finished, RunStatus::failed,
                                             RunStatus::killed};

struct RunInfo {
  std::string run_id;
  std::string experiment_id;
  std::string run_name;  // "" if neither meta.yaml nor the tag has one
  std::string user_id;
  RunStatus status = RunStatus::running;
  std::int64_t start_time = 0;           // ms
  std::optional<std::int64_t> end_time;  // ms; absent while running
  LifecycleStage lifecycle_stage = LifecycleStage::active;
  std::string artifact_uri;
  std::string tree;  // which of several that are read as one (MergedStore); else ""
  bool operator==(const RunInfo&) const = default;
};

struct RunData {
  std::vector<Metric> metrics;  // the latest point of each key, by key
  std::vector<Param> params;    // by key
  std::vector<Tag> tags;        // by key
  bool operator==(const RunData&) const = default;
};

struct RunInputs {
  std::vector<DatasetInput> datasets;
  std::vector<ModelInput> models;
  bool operator==(const RunInputs&) const = default;
};

struct RunOutputs {
  std::vector<ModelOutput> models;
  bool operator==(const RunOutputs&) const = default;
};

struct Run {
  RunInfo info;
  RunData data;
  RunInputs inputs;
  RunOutputs outputs;
  bool operator==(const Run&) const = default;
};

/// The value under `key` in one of the lists above, or nothing.
template <class List>
[[nodiscard]] auto find_by_key(const List& list, std::string_view key) -> decltype(list.data()) {
  for (const auto& item : list) {
    if (item.key == key) {
      return &item;
    }
  }
  return nullptr;
}

}  // namespace mltrack
