#pragma once
// An Error as a status of HTTP.

#include "mltrack/base/error.hpp"

namespace mltrack::wire {

/// MLflow's status for the error's code, but never 5xx for what the caller has to mend: MLflow's
/// client repeats a call that failed so for minutes, and then tells the user nothing of the message.
/// MLflow itself answers 500 for a run in a deleted experiment, for deleting experiment 0.
[[nodiscard]] unsigned http_status(const Error& error);

}  // namespace mltrack::wire
