#pragma once
// A line for each answer.

#include "http.hpp"

#include <cstdint>
#include <string>

namespace mltrack::server {

struct Exchange {
  const Request& request;
  unsigned status = 0;
  std::uint64_t bytes = 0;  // of the body of the answer
  std::int64_t microseconds = 0;
  std::int64_t at_ms = 0;
};

/// The common log format, with its line end. What the client sent cannot add a line or colour one.
[[nodiscard]] std::string common_line(const Exchange& exchange);
/// The same as a JSON object, with the time taken.
[[nodiscard]] std::string json_line(const Exchange& exchange);

}  // namespace mltrack::server
