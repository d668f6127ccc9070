#pragma once
// The JSON of MLflow's REST API for the model registry; the rules are those of json.hpp. The version of
// a model is a string, as there.

#include "mltrack/entities/registered_model.hpp"
#include "mltrack/wire/json.hpp"

namespace mltrack::wire {

[[nodiscard]] Json to_json(const RegisteredModel& model);
[[nodiscard]] Json to_json(const ModelVersion& version);

}  // namespace mltrack::wire
