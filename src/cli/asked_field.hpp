#pragma once
// One field of runs, or a function of one, as --order-by takes it.

#include "context.hpp"

#include "mltrack/search/field.hpp"

#include <string>

namespace mltrack::cli {

/// Throws Error::invalid, with a hint that shows the place, for a text that is none.
[[nodiscard]] search::Field parse_asked_field(Context& context, const std::string& text);

}  // namespace mltrack::cli
