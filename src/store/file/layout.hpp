#pragma once
// Every path of the tree, and which names mean what. No other file joins strings to paths or knows
// where a temporary file may lie: directly in a run's or experiment's own directory as a plain file,
// directly in a run's directory as a folder, nowhere else (docs/format/layout.md).

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

/// MD5 of name and digest, as text one behind the other.
[[nodiscard]] std::string dataset_id(std::string_view name, std::string_view digest);
/// MD5 of the source's id (dataset or model) and the run's.
[[nodiscard]] std::string input_id(std::string_view source_id, std::string_view run_id);

}  // namespace mltrack::layout
