#include "mltrack/base/time.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <limits>
#include <utility>

namespace mltrack {
namespace {

constexpr std::int64_t second = 1000;
constexpr std::int64_t minute = 60 * second;
constexpr std::int64_t hour = 60 * minute;
constexpr std::int64_t day = 24 * hour;
constexpr std::int64_t week = 7 * day;
constexpr std::int64_t year = 365 * day;

/// Takes a number of 1 to `most` digits off `text`.
std::optional<int> take_digits(std::string_view& text, std::size_t most) {
  int value = 0;
  const char* end = text.data() + std::min(most, text.size());
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || text[0] == '-') {
    return std::nullopt;
  }
  text.remove_prefix(static_cast<std::size_t>(stop - text.data()));
  return value;
}

bool take(std::string_view& text, std::string_view any_of) {
  if (text.empty() || any_of.find(text[0]) == std::string_view::npos) {
    return false;
  }
  text.remove_prefix(1);
  return true;
}

/// `10:00`, `10:00:00`, `10:00:00.123`, as milliseconds of the day.
std::optional<std::int64_t> take_time_of_day(std::string_view& text) {
  const auto hours = take_digits(text, 2);
  if (!hours || *hours > 23 || !take(text, ":")) {
    return std::nullopt;
  }
  const auto minutes = take_digits(text, 2);
  if (!minutes || *minutes > 59) {
    return std::nullopt;
  }
  std::int64_t ms = *hours * hour + *minutes * minute;
  if (take(text, ":")) {
    const auto seconds = take_digits(text, 2);
    if (!seconds || *seconds > 59) {
      return std::nullopt;
    }
    ms += *seconds * second;
    if (take(text, ".")) {
      std::int64_t unit = 100;
      while (!text.empty() && text[0] >= '0' && text[0] <= '9') {
        ms += (text[0] - '0') * unit;
        unit /= 10;
        text.remove_prefix(1);
      }
    }
  }
  return ms;
}

}  // namespace

std::string format_time(std::int64_t ms, TimePrecision precision) {
  // Years beyond what the calendar types hold would overflow; a corrupt file can contain them.
  constexpr std::int64_t last_day = 12'000'000;
  const std::int64_t days = ms / day - (ms % day < 0 ? 1 : 0);
  if (days < -last_day || days > last_day) {
    return fmt::format("{}ms", ms);
  }
  const std::chrono::year_month_day date{
      std::chrono::sys_days{std::chrono::days{static_cast<int>(days)}}};
  const std::int64_t of_day = ms - days * day;
  std::string out =
      fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02}", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  of_day / hour, of_day % hour / minute, of_day % minute / second);
  if (precision == TimePrecision::milliseconds) {
    out += fmt::format(".{:03}", of_day % second);
  }
  return out + 'Z';
}

std::string format_duration(std::int64_t ms) {
  if (ms < 0) {
    return "-" + format_duration(ms == std::numeric_limits<std::int64_t>::min() ? 0 : -ms);
  }
  if (ms < second) {
    return fmt::format("{}ms", ms);
  }
  if (ms < 10 * second) {
    return fmt::format("{}.{}s", ms / second, ms % second / 100);
  }
  if (ms < minute) {
    return fmt::format("{}s", ms / second);
  }
  if (ms < hour) {
    return fmt::format("{}m {:02}s", ms / minute, ms % minute / second);
  }
  if (ms < day) {
    return fmt::format("{}h {:02}m", ms / hour, ms % hour / minute);
  }
  return fmt::format("{}d {:02}h", ms / day, ms % day / hour);
}

std::string format_age(std::int64_t ms) {
  constexpr std::array<std::pair<std::int64_t, std::string_view>, 6> units{
      {{year, "y"}, {week, "w"}, {day, "d"}, {hour, "h"}, {minute, "m"}, {second, "s"}}};
  for (const auto& [size, name] : units) {
    if (ms >= size && (name != "w" || ms >= 2 * week)) {
      return fmt::format("{}{}", ms / size, name);
    }
  }
  return "now";
}

std::optional<std::int64_t> parse_duration(std::string_view text) {
  std::int64_t value = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || value < 0) {
    return std::nullopt;
  }
  const std::string_view unit = text.substr(static_cast<std::size_t>(stop - text.data()));
  constexpr std::array<std::pair<std::string_view, std::int64_t>, 6> units{
      {{"ms", 1}, {"s", second}, {"m", minute}, {"h", hour}, {"d", day}, {"w", week}}};
  for (const auto& [name, size] : units) {
    if (unit == name && value <= std::numeric_limits<std::int64_t>::max() / size) {
      return value * size;
    }
  }
  return std::nullopt;
}

std::optional<std::int64_t> parse_time(std::string_view text) {
  std::int64_t number = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc{} && stop == text.data() + text.size() && number >= 0) {
    return number;
  }
  const auto years = take_digits(text, 4);
  if (!years || !take(text, "-")) {
    return std::nullopt;
  }
  const auto months = take_digits(text, 2);
  if (!months || !take(text, "-")) {
    return std::nullopt;
  }
  const auto days = take_digits(text, 2);
  if (!days) {
    return std::nullopt;
  }
  const std::chrono::year_month_day date{std::chrono::year{*years},
                                         std::chrono::month{static_cast<unsigned>(*months)},
                                         std::chrono::day{static_cast<unsigned>(*days)}};
  if (!date.ok()) {
    return std::nullopt;
  }
  std::int64_t ms = std::chrono::sys_days{date}.time_since_epoch().count() * day;
  if (take(text, "T ")) {
    const auto of_day = take_time_of_day(text);
    if (!of_day) {
      return std::nullopt;
    }
    ms += *of_day;
    take(text, "Z");
  }
  return text.empty() ? std::optional(ms) : std::nullopt;
}

}  // namespace mltrack
