#pragma once
// How this module refuses a text.

#include "mltrack/base/error.hpp"

#include <string>
#include <utility>

namespace mltrack::search {

/// `message` without the character NUL, which would end it early: `\x00` in its place.
[[nodiscard]] std::string with_visible_nul(std::string message);

/// Error::invalid that may quote any text.
template <class... Args>
[[nodiscard]] Error refusal(fmt::format_string<Args...> text, Args&&... args) {
  return Error::invalid("{}", with_visible_nul(fmt::format(text, std::forward<Args>(args)...)));
}

}  // namespace mltrack::search
