#pragma once
// Names for runs that were given none: MLflow's kind, `<adjective>-<noun>-<number>`.

#include "mltrack/host/random.hpp"

#include <string>

namespace mltrack {

/// Lower case, number 0..1000, at most 20 characters.
[[nodiscard]] std::string generate_run_name(Random& random);

}  // namespace mltrack
