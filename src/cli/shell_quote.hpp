#pragma once
// A command line as one would type it.

#include <string>
#include <vector>

namespace mltrack::cli {

/// `python train.py --name 'a b'`: what a shell reads as these words.
[[nodiscard]] std::string shell_quoted(const std::vector<std::string>& words);

}  // namespace mltrack::cli
