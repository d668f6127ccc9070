#include "mltrack/base/base64.hpp"

#include <cstdint>

namespace mltrack {
namespace {

constexpr std::string_view alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

}  // namespace

std::string encode_base64(std::string_view bytes) {
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::string_view group = bytes.substr(i, 3);
    std::uint32_t bits = 0;
    for (std::size_t k = 0; k < 3; ++k) {
      bits = bits << 8U | (k < group.size() ? static_cast<unsigned char>(group[k]) : 0U);
    }
    for (std::size_t k = 0; k < 4; ++k) {
      out += k <= group.size() ? alphabet[bits >> (18U - 6U * k) & 0x3FU] : '=';
    }
  }
  return out;
}

std::optional<std::string> decode_base64(std::string_view text) {
  std::string out;
  std::uint32_t bits = 0;
  int in_group = 0;
  int padding = 0;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) {
      return std::nullopt;
    }
  }
  for (const char c : text) {
    if (c == '=') {
      if (in_group >= 2 && in_group + ++padding >= 4) {
        return out;
      }
      continue;
    }
    const std::size_t value = alphabet.find(c);
    if (value == std::string_view::npos) {
      continue;
    }
    padding = 0;
    bits = bits << 6U | static_cast<std::uint32_t>(value);
    if (in_group > 0) {
      out += static_cast<char>(bits >> (6U - 2U * static_cast<unsigned>(in_group)) & 0xFFU);
    }
    in_group = (in_group + 1) % 4;
  }
  return in_group == 0 ? std::optional(out) : std::nullopt;
}

}  // namespace mltrack
