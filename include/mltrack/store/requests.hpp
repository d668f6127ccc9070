#pragma once
// What a store is asked to make, change or find: the arguments of Store.

#include "mltrack/entities/run.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mltrack {

struct NewExperiment {
  std::string name;
  std::string artifact_location;  // "" for the default, <root>/<id>
  std::vector<Tag> tags;
};

struct NewRun {
  std::string experiment_id;
  std::string run_name;  // "" for the tag mlflow.runName, else a generated one
  std::string user_id;
  std::int64_t start_time = 0;  // ms
  std::vector<Tag> tags;
  std::string run_id{};  // "" for a new one
};

/// What is absent stays as it is.
struct RunUpdate {
  std::optional<RunStatus> status;
  std::optional<std::int64_t> end_time;  // ms
  std::optional<std::string> run_name;
};

struct Batch {
  std::vector<Metric> metrics;
  std::vector<Param> params;
  std::vector<Tag> tags;
};

/// Which values of a run are asked for.
struct RunKeys {
  std::vector<std::string> metrics, params, tags;
};

/// Where a run is, without reading it.
struct RunLocation {
  std::string experiment_id;
  std::string run_id;
  bool operator==(const RunLocation&) const = default;
};

}  // namespace mltrack
