#pragma once
// The real process: its standard streams and environment, as the World asks for them.

#include "mltrack/cli/world.hpp"

#include <memory>

namespace mltrack::cli {

[[nodiscard]] std::unique_ptr<Output> standard_output();
[[nodiscard]] std::unique_ptr<Output> standard_error();
[[nodiscard]] std::unique_ptr<Input> standard_input();
[[nodiscard]] std::unique_ptr<Environment> process_environment();

}  // namespace mltrack::cli
