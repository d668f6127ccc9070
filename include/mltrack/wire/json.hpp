#pragma once
// The JSON of MLflow's REST API (protobuf messages as 3.17 prints them): one shape for the server,
// for remote stores and for `-o json`.
//
// int64 are JSON numbers, ids and versions strings; non-finite doubles are the strings "NaN",
// "Infinity", "-Infinity"; fields that were never set and empty lists are left out; `data`,
// `inputs` and `outputs` of a run are always there. Text that is not valid UTF-8 is repaired with
// U+FFFD, because JSON cannot carry it.

#include <string>

#include <nlohmann/json_fwd.hpp>

#include "mltrack/base/error.hpp"
#include "mltrack/entities/experiment.hpp"
#include "mltrack/entities/logged_model.hpp"
#include "mltrack/entities/run.hpp"

namespace mltrack::wire {

using Json = nlohmann::ordered_json;

[[nodiscard]] Json number_to_json(double value);
[[nodiscard]] Json text_to_json(const std::string& text);
[[nodiscard]] Json to_json(const Tag& tag);
[[nodiscard]] Json to_json(const Param& param);
/// `{"key", "value", "timestamp", "step"}`, and dataset and model where there is one.
[[nodiscard]] Json to_json(const Metric& metric);
[[nodiscard]] Json to_json(const RunInfo& info);
/// `{"info", "data", "inputs", "outputs"}`
[[nodiscard]] Json to_json(const Run& run);
[[nodiscard]] Json to_json(const Experiment& experiment);
/// `{"info", "data"}`
[[nodiscard]] Json to_json(const LoggedModel& model);
/// `{"error_code", "message"}`
[[nodiscard]] Json to_json(const Error& error);

}  // namespace mltrack::wire
