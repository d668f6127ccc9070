#pragma once
// MLflow's rules for names, in MLflow's wording. Each function throws Error (INVALID_PARAMETER_VALUE)
// or returns; all are called before the first byte is written.

#include "mltrack/entities/dataset.hpp"
#include "mltrack/entities/metric.hpp"
#include "mltrack/entities/param.hpp"
#include "mltrack/entities/tag.hpp"

#include <cstdint>
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

/// The name of a registered model, which is also that of a directory: not blank, no `/`, `:` or `%`,
/// none that a path would resolve. Beyond MLflow: valid UTF-8, no NUL, no longer than a file name.
void validate_model_name(std::string_view name);
/// A tag of a registered model or of a model version.
void validate_model_tag(const Tag& tag);
/// Word characters of any script and `-`.
void validate_model_alias(std::string_view alias);
/// The same, and not `latest`, nor `v` with digits behind it, which MLflow keeps for itself.
void validate_new_model_alias(std::string_view alias);
/// `latest` in any case, MLflow's name for the highest version.
[[nodiscard]] bool is_latest_alias(std::string_view alias);
/// The number of a version. Throws Error::invalid in MLflow's wording if `text` is no whole number.
[[nodiscard]] std::int64_t parse_model_version(std::string_view text);

/// A relative path below an artifact root: no empty part, no `.` or `..`, no backslash, no control
/// character, no absolute path. MLflow: `Invalid artifact path`.
void validate_artifact_path(std::string_view path);

}  // namespace mltrack
