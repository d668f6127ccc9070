#pragma once
// Every path of the tree, and which names mean what. No other file joins strings to paths or knows
// where a temporary file may lie: directly in the own directory of a run, an experiment, a registered
// model or a version as a plain file, directly in that of a run or a registered model as a folder, in
// the root under a name that nobody lists, nowhere else (docs/format/layout.md).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mltrack::layout {

inline constexpr std::string_view meta_file = "meta.yaml";
inline constexpr std::string_view trash = ".trash";
inline constexpr std::string_view metrics = "metrics";
inline constexpr std::string_view params = "params";
inline constexpr std::string_view tags = "tags";
inline constexpr std::string_view artifacts = "artifacts";
inline constexpr std::string_view inputs = "inputs";
inline constexpr std::string_view outputs = "outputs";
inline constexpr std::string_view models = "models";
inline constexpr std::string_view datasets = "datasets";
inline constexpr std::string_view aliases = "aliases";

/// "a/b"
[[nodiscard]] std::string join(std::string_view folder, std::string_view name);

/// A directory of the root that MLflow takes for an experiment: all but names that end with
/// ".trash" and "models" (the registry).
[[nodiscard]] bool may_be_experiment(std::string_view name);
/// A directory of an experiment that MLflow takes for a run.
[[nodiscard]] bool may_be_run(std::string_view name);

/// Relative to the root: "583.../acf..." or ".trash/583...".
[[nodiscard]] std::string run(std::string_view experiment, std::string_view run_id);
[[nodiscard]] std::string trashed(std::string_view experiment_id);

/// Relative to the run: "metrics/loss", "inputs/<id>/meta.yaml".
[[nodiscard]] std::string metric(std::string_view key);
[[nodiscard]] std::string param(std::string_view key);
[[nodiscard]] std::string tag(std::string_view key);

/// Relative to the experiment: "models/m-..", "datasets/<md5>".
[[nodiscard]] std::string model(std::string_view model_id);
[[nodiscard]] std::string dataset(std::string_view dataset_id);

/// The model registry, relative to the root: "models/churn".
[[nodiscard]] std::string registered_model(std::string_view name);
/// Relative to the registered model: "version-3", "aliases/champion".
[[nodiscard]] std::string version(std::int64_t number);
[[nodiscard]] std::string alias(std::string_view name);
/// The number of a directory "version-3"; nothing for other names.
[[nodiscard]] std::optional<std::int64_t> version_number(std::string_view directory_name);

/// A directory of the root that nobody lists, MLflow neither: what is made there is moved into place as
/// a whole, what is deleted goes there first.
[[nodiscard]] std::string hidden_in_root(std::string_view temporary_name);

/// MD5 of name and digest, as text one behind the other.
[[nodiscard]] std::string dataset_id(std::string_view name, std::string_view digest);
/// MD5 of the source's id (dataset or model) and the run's.
[[nodiscard]] std::string input_id(std::string_view source_id, std::string_view run_id);

}  // namespace mltrack::layout
