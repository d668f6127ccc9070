#pragma once
// MLflow's entities and queries out of the fields of a request. What is missing or of the wrong type
// is refused as mltrack/wire/message.hpp says; limits and names are the store's business.

#include "mltrack/entities/queries.hpp"
#include "mltrack/entities/run.hpp"
#include "mltrack/wire/message.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace mltrack::wire {

[[nodiscard]] Metric metric_from(const Message& message);
[[nodiscard]] Param param_from(const Message& message);
[[nodiscard]] Tag tag_from(const Message& message);
[[nodiscard]] std::vector<Metric> metrics_from(const Message& message, std::string_view field);
[[nodiscard]] std::vector<Param> params_from(const Message& message, std::string_view field);
[[nodiscard]] std::vector<Tag> tags_from(const Message& message, std::string_view field);

/// `datasets` and `models` of runs/log-inputs.
[[nodiscard]] RunInputs inputs_from(const Message& message);
/// `models` of runs/outputs.
[[nodiscard]] RunOutputs outputs_from(const Message& message);

/// By name or number; nothing if it is absent or not known, as in MLflow.
[[nodiscard]] std::optional<RunStatus> status_from(const Message& message, std::string_view field);

[[nodiscard]] ExperimentQuery experiment_query_from(const Message& message);
[[nodiscard]] RunQuery run_query_from(const Message& message);

}  // namespace mltrack::wire
