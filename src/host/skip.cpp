#include "mltrack/host/skip.hpp"

#include <algorithm>
#include <vector>

namespace mltrack {

void skip(FileReader& reader, std::uint64_t count) {
  if (auto* skipping = dynamic_cast<SkippingReader*>(&reader)) {
    skipping->skip(count);
    return;
  }
  constexpr std::uint64_t piece = 65536;
  std::vector<char> dropped(static_cast<std::size_t>(std::min(count, piece)));
  while (count > 0) {
    const auto asked = static_cast<std::size_t>(std::min(count, piece));
    const std::size_t got = reader.read({dropped.data(), asked});
    count -= got;
    if (got < asked) {
      return;
    }
  }
}

}  // namespace mltrack
