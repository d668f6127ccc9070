#pragma once
// The fence around CLI11: it costs seconds a file to compile and a tenth of a millisecond to run.

#include "flags.hpp"

#include <string>
#include <vector>

namespace mltrack::cli {

/// Parses into the targets of `specs` and returns the number of positionals. Throws Error::invalid.
std::size_t parse_with_cli11(const std::vector<FlagSpec>& specs,
                             const std::vector<std::string>& arguments);

}  // namespace mltrack::cli
