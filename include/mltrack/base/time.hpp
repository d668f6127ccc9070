#pragma once
// Times are milliseconds since the epoch, UTC, as MLflow stores them.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mltrack {

/// `2026-11-23 19:43:15Z`, or with milliseconds `2026-11-23 19:43:15.123Z`.
enum class TimePrecision { seconds, milliseconds };
[[nodiscard]] std::string format_time(std::int64_t ms,
                                      TimePrecision precision = TimePrecision::seconds);

/// A span for people: `18ms`, `4.2s`, `6m 10s`, `3h 02m`, `5d 04h`.
[[nodiscard]] std::string format_duration(std::int64_t ms);

/// An age in one unit: `now`, `42s`, `6m`, `3h`, `5d`, `3w`, `2y`.
[[nodiscard]] std::string format_age(std::int64_t ms);

/// Milliseconds of `90s`, `15m`, `2h`, `30d`, `2w`, `500ms`; nothing for other text.
[[nodiscard]] std::optional<std::int64_t> parse_duration(std::string_view text);

/// A moment: `2026-11-01`, `2026-11-01 10:00`, `2026-11-01T10:00:00Z` (UTC), or milliseconds.
[[nodiscard]] std::optional<std::int64_t> parse_time(std::string_view text);

}  // namespace mltrack
