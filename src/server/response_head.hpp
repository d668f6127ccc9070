#pragma once
// The head of an answer as text.

#include "http.hpp"

#include <string>

namespace mltrack::server {

enum class KeepAlive { no, yes };

/// Status line and headers, with the length and the connection's fate. No value can add a line: control
/// characters are left out.
[[nodiscard]] std::string response_head(const Response& response, KeepAlive keep_alive);

}  // namespace mltrack::server
