#include "access_log.hpp"

#include "mltrack/base/time.hpp"
#include "mltrack/base/unicode.hpp"
#include "mltrack/wire/answer.hpp"

#include <fmt/format.h>

#include <array>

namespace mltrack::server {
namespace {

/// `[24/Nov/2026:16:45:00 +0000]`, from `2026-11-24 16:45:00Z`.
std::string common_time(std::int64_t ms) {
  constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::string time = format_time(ms);
  const std::string_view text = time;
  const auto digit = [&](std::size_t at) { return static_cast<std::size_t>(text[at] - '0'); };
  const std::size_t month = digit(5) * 10 + digit(6) - 1;
  return fmt::format("[{}/{}/{}:{} +0000]", text.substr(8, 2), months.at(month), text.substr(0, 4),
                     text.substr(11, 8));
}

}  // namespace

std::string common_line(const Exchange& exchange) {
  std::string target = escape_controls(exchange.request.target);
  for (auto quote = target.find('"'); quote != std::string::npos;
       quote = target.find('"', quote + 3)) {
    target.replace(quote, 1, "%22");
  }
  return fmt::format("{} - - {} \"{} {} HTTP/1.1\" {} {}\n", exchange.request.peer,
                     common_time(exchange.at_ms), method_name(exchange.request.method), target,
                     exchange.status, exchange.bytes);
}

std::string json_line(const Exchange& exchange) {
  wire::Answer line;
  line.add("time", format_time(exchange.at_ms, TimePrecision::milliseconds))
      .add("peer", exchange.request.peer)
      .add("method", method_name(exchange.request.method))
      .add("target", exchange.request.target)
      .add("status", std::int64_t{exchange.status})
      .add("bytes", static_cast<std::int64_t>(exchange.bytes))
      .add("microseconds", exchange.microseconds);
  return std::move(line).str() + "\n";
}

}  // namespace mltrack::server
