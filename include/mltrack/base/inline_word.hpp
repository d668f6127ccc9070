#pragma once
// A word that lies in its table itself and not behind an address. Every address in a table of a
// position-independent program is written anew at each start, and the page it lies in copied:
// a list of 700 string_views costs a program that never looks at it as much as opening a file.

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace mltrack {

/// At most `Longest` bytes, which are below 256.
template <std::size_t Longest>
class InlineWord {
 public:
  template <std::size_t Size>
  // NOLINTNEXTLINE(google-explicit-constructor): tables are lists of literals
  consteval InlineWord(const char (&literal)[Size]) : size_(Size - 1) {
    static_assert(Size - 1 <= Longest && Longest < 256);
    for (std::size_t i = 0; i + 1 < Size; ++i) {
      text_[i] = literal[i];
    }
  }

  // NOLINTNEXTLINE(google-explicit-constructor): it stands for the word
  constexpr operator std::string_view() const { return {text_, size_}; }

 private:
  char text_[Longest] = {};
  std::uint8_t size_;
};

}  // namespace mltrack
