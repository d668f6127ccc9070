#pragma once
// The program as a function: main() calls it once, tests call it many times.

#include <string>
#include <vector>

namespace mltrack::cli {

struct World;

/// Runs one command line (without the program's name) and returns its exit code. Throws nothing.
[[nodiscard]] int run(const std::vector<std::string>& arguments, World& world);

}  // namespace mltrack::cli
