#pragma once
// One registered model, or one of its versions, as an answer.

#include "context.hpp"

#include "mltrack/entities/registered_model.hpp"

namespace mltrack::cli {

/// A card for people, `{"registered_model": {...}}`, or one row.
void print_model(Context& context, const RegisteredModel& model);
/// A card for people, `{"model_version": {...}}`, or one row.
void print_model_version(Context& context, const ModelVersion& version);

}  // namespace mltrack::cli
