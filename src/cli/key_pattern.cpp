#include "key_pattern.hpp"

#include <cstddef>

namespace mltrack::cli {

bool is_key_pattern(std::string_view text) {
  return text.find_first_of("*?") != std::string_view::npos;
}

bool matches_key(std::string_view pattern, std::string_view key) {
  std::size_t at = 0;
  std::size_t in_key = 0;
  // Where the last star stands and how far its text reaches. Only the last one can be wrong.
  std::size_t star = std::string_view::npos;
  std::size_t reached = 0;
  while (in_key < key.size()) {
    if (at < pattern.size() && pattern[at] == '*') {
      star = at++;
      reached = in_key;
    } else if (at < pattern.size() && (pattern[at] == '?' || pattern[at] == key[in_key])) {
      ++at;
      ++in_key;
    } else if (star != std::string_view::npos) {
      at = star + 1;
      in_key = ++reached;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', at) == std::string_view::npos;
}

}  // namespace mltrack::cli
