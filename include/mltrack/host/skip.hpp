#pragma once
// Reading on behind a place that is known.

#include "mltrack/host/file_system.hpp"

#include <cstdint>

namespace mltrack {

/// A reader that can leave out what it would have to read.
class SkippingReader : public FileReader {
 public:
  /// Leaves out the next `count` bytes; behind the end there is nothing to read.
  virtual void skip(std::uint64_t count) = 0;
};

/// The same for any reader: one that cannot leave them out reads and drops them.
void skip(FileReader& reader, std::uint64_t count);

}  // namespace mltrack
