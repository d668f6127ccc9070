#pragma once
// Digests. No secret depends on any of them.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace mltrack {

/// MD5 of bytes that come in pieces.
class Md5 {
 public:
  void add(std::string_view bytes);
  /// 32 lower-case hex digits, of all that was added. Once, at the end.
  [[nodiscard]] std::string hex();

 private:
  std::array<std::uint32_t, 4> state_{0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};
  std::uint64_t count_ = 0;
  std::string rest_;  // less than a block
};

/// MD5, by which MLflow names datasets and inputs: 32 lower-case hex digits.
[[nodiscard]] std::string md5_hex(std::string_view bytes);

/// SHA-256, by which a page of ours names the script and the styles it allows: 32 bytes.
[[nodiscard]] std::string sha256(std::string_view bytes);

}  // namespace mltrack
