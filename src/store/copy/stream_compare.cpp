#include "stream_compare.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <vector>

namespace mltrack {
namespace {

constexpr std::size_t block_size = 64U << 10U;

}  // namespace

Agreement compare(FileReader& a, FileReader& b) {
  std::vector<char> from_a(block_size);
  std::vector<char> from_b(block_size);
  Agreement result;
  for (;;) {
    const std::size_t got_a = a.read(from_a);
    const std::size_t got_b = b.read(from_b);
    const std::size_t both = std::min(got_a, got_b);
    const auto end = from_a.begin() + static_cast<std::ptrdiff_t>(both);
    const auto differs = std::mismatch(from_a.begin(), end, from_b.begin()).first;
    const auto equal = static_cast<std::size_t>(differs - from_a.begin());
    const auto feed = std::find(std::make_reverse_iterator(differs), from_a.rend(), '\n');
    if (feed != from_a.rend()) {
      result.common_lines =
          result.common + static_cast<std::uint64_t>(feed.base() - from_a.begin());
    }
    result.common += equal;
    if (equal < both || both < block_size) {
      result.a_ended = equal == got_a && got_a < block_size;
      result.b_ended = equal == got_b && got_b < block_size;
      return result;
    }
  }
}

bool has_line_feed(FileReader& reader) {
  std::vector<char> block(block_size);
  for (;;) {
    const std::size_t got = reader.read(block);
    const auto end = block.begin() + static_cast<std::ptrdiff_t>(got);
    if (std::find(block.begin(), end, '\n') != end) {
      return true;
    }
    if (got < block.size()) {
      return false;
    }
  }
}

}  // namespace mltrack
