#include "refusal.hpp"

namespace mltrack::search {

std::string with_visible_nul(std::string message) {
  for (std::size_t at = message.find('\0'); at != std::string::npos; at = message.find('\0', at)) {
    message.replace(at, 1, "\\x00");
  }
  return message;
}

}  // namespace mltrack::search
