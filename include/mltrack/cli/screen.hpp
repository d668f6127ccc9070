#pragma once
// An Output that knows how high it is: a terminal on which a picture can stand.

#include "mltrack/cli/world.hpp"

#include <cstddef>

namespace mltrack::cli {

class Screen : public Output {
 public:
  /// Rows of the terminal; 24 where that is not known.
  [[nodiscard]] virtual std::size_t height() const = 0;
};

}  // namespace mltrack::cli
