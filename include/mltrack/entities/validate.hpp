#pragma once
// MLflow's rules for names, in MLflow's wording. Each function throws Error (INVALID_PARAMETER_VALUE)
// or returns; all are called before the first byte is written.

#include "mltrack/entities/dataset.hpp"
#include "mltrack/entities/metric.hpp"
#include "mltrack/entities/param.hpp"
#include "mltrack/entities/tag.hpp"

#include <string_view>

namespace mltrack {

/// The key rule of metrics, params and tags: word characters of any script and `/ . - space :`,
/// and a POSIX-normalised path equal to itself that is not `.`, nor begins with `..` or `/`.
/// `path` is how MLflow calls the field: "name", "params[0].key". Beyond MLflow: valid UTF-8, no
/// newline at the end (Python's `$` lets one through; a shell that sends one has made a slip), and
/// no part longer than a file name can be.
void validate_key(std::string_view key, std::string_view path);

/// Keys, value ranges and lengths. `metric_path` is "" or, in a batch, "metrics[3].".
void validate_metric(const Metric& metric, std::string_view metric_path = "");
void validate_param(const Param& param, std::string_view param_path = "");
void validate_tag(const Tag& tag, std::string_view tag_path = "");
void validate_experiment_tag(const Tag& tag);
void validate_dataset(const Dataset& dataset);

void validate_experiment_name(std::string_view name);
/// `^[a-zA-Z0-9][\w\-]{0,63}$`
void validate_experiment_id(std::string_view id);
/// `^[a-zA-Z0-9][\w\-]{0,255}$`
void validate_run_id(std::string_view id);
void validate_artifact_location(std::string_view location);

/// A relative path below an artifact root: no empty part, no `.` or `..`, no backslash, no control
/// character, no absolute path. MLflow: `Invalid artifact path`.
void validate_artifact_path(std::string_view path);

}  // namespace mltrack
