#pragma once
// The JSON of MLflow's REST API (protobuf messages as 3.17 prints them): one shape for the server,
// for remote stores and for `-o json`.
//
// int64 are JSON numbers, ids and versions strings; non-finite doubles are the strings "NaN",
// "Infinity", "-Infinity"; fields that were never set and empty lists are left out; `data`,
// `inputs` and `outputs` of a run are always there. Text that is not valid UTF-8 is repaired with
// U+FFFD, because JSON cannot carry it.
//
// Order and presence of the fields are those of `message_to_json` in MLflow 3.17.2, except for the
// `workspace: "default"` of an experiment: 3.17 alone prints it, a file store has no other
// workspace, and no client asks for it.

#include "mltrack/base/error.hpp"
#include "mltrack/entities/experiment.hpp"
#include "mltrack/entities/logged_model.hpp"
#include "mltrack/entities/run.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <string_view>

namespace mltrack::wire {

using Json = nlohmann::ordered_json;

[[nodiscard]] Json number_to_json(double value);
[[nodiscard]] Json text_to_json(const std::string& text);
[[nodiscard]] Json to_json(const Tag& tag);
[[nodiscard]] Json to_json(const Param& param);
/// `{"key", "value", "timestamp", "step"}`, and dataset and model where there is one.
[[nodiscard]] Json to_json(const Metric& metric);
/// The same with `run_id`, as MLflow 3 gives it in runs and histories.
[[nodiscard]] Json to_json(const Metric& metric, const std::string& run_id);
[[nodiscard]] Json to_json(const RunInfo& info);
/// `{"info", "data", "inputs", "outputs"}`
[[nodiscard]] Json to_json(const Run& run);
[[nodiscard]] Json to_json(const Experiment& experiment);
/// `{"info", "data"}`
[[nodiscard]] Json to_json(const LoggedModel& model);
/// `{"error_code", "message"}`
[[nodiscard]] Json to_json(const Error& error);

/// How JSON text is laid out: on one line without blanks, or as Python's `json.dumps(indent=2)`.
enum class JsonLayout { compact, indented };

/// Appends `json` as text. `level` is the depth at which it stands in an outer indented text (its
/// first line is not indented). Numbers are written as Python writes them (`1e-07`, `2.0`), text as
/// UTF-8; what could upset a terminal (control characters, marks that turn the direction of the
/// line) is escaped, so the text may be shown anywhere.
void append_json(std::string& out, const Json& json, JsonLayout layout, int level = 0);

/// Appends `text` as a JSON string, by the same rules.
void append_json_text(std::string& out, std::string_view text);
/// Appends `value` as a JSON number, or as "NaN", "Infinity", "-Infinity".
void append_json_number(std::string& out, double value);

}  // namespace mltrack::wire
