#pragma once
// How a failure is told on stderr.

#include "mltrack/base/error.hpp"
#include "mltrack/cli/world.hpp"

namespace mltrack::cli {

/// `mltrack: <message>` and, indented, the hint; with -o json one JSON object,
/// {"error":{"code","message","hint"}}.
void print_error(Output& err, const Error& error, bool json);

}  // namespace mltrack::cli
