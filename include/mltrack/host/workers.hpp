#pragma once
// How many threads a piece of work deserves.

#include <cstddef>

namespace mltrack {

/// How many threads, at least 1, get the most out of work that...
struct Workers {
  std::size_t computing = 1;  // ...keeps a processor busy;
  std::size_t waiting = 1;    // ...mostly waits, as for a disk that is far away; not less.
};

}  // namespace mltrack
