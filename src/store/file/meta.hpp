#pragma once
// Entities from and to the mapping in meta.yaml: which keys MLflow writes and what it does without
// them. Functions that read throw Error::internal when the file cannot be what it should be.

#include "mltrack/entities/experiment.hpp"
#include "mltrack/entities/logged_model.hpp"
#include "mltrack/entities/run.hpp"
#include "mltrack/yaml/document.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mltrack::meta {

/// All but the tags, which have files of their own.
[[nodiscard]] Experiment experiment_from(const yaml::Document& document,
                                         std::string_view directory_name);
/// As MLflow 3.17 writes a new one; 2.22 ignores the three keys it does not know.
[[nodiscard]] yaml::Map map_of(const Experiment& experiment);

/// `run_name` is "" if the file has none: the caller then asks the tag.
[[nodiscard]] RunInfo run_info_from(const yaml::Document& document,
                                    std::string_view experiment_directory,
                                    std::string_view run_directory);
[[nodiscard]] yaml::Map map_of(const RunInfo& info);
/// Only the one key that decides whether a run may be written to.
[[nodiscard]] LifecycleStage lifecycle_from(const yaml::Document& document);

[[nodiscard]] Dataset dataset_from(const yaml::Document& document);
[[nodiscard]] yaml::Map map_of(const Dataset& dataset);

/// All but metrics, params and tags.
[[nodiscard]] LoggedModel logged_model_from(const yaml::Document& document);

/// A time in ms, nothing if missing or null. MLflow keeps what a caller gave as float; the fraction of a
/// millisecond is dropped.
[[nodiscard]] std::optional<std::int64_t> time_from(const yaml::Document& document,
                                                    std::string_view key);
/// Null if there is none.
[[nodiscard]] yaml::Value value_of(const std::optional<std::int64_t>& number);
[[nodiscard]] yaml::Value value_of(const std::optional<std::string>& text);

/// A mapping of texts, such as the tags of an input.
[[nodiscard]] std::vector<Tag> tags_from(const yaml::Document& document, std::string_view key);
[[nodiscard]] yaml::Map map_of(const std::vector<Tag>& tags);

}  // namespace mltrack::meta
