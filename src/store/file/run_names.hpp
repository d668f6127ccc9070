#pragma once
// Names for runs that were given none: MLflow's kind, `<adjective>-<noun>-<number>`.

#include <string>

#include "mltrack/host/random.hpp"

namespace mltrack {

/// Lower case, number 0..1000, at most 20 characters.
[[nodiscard]] std::string generate_run_name(Random& random);

}  // namespace mltrack
