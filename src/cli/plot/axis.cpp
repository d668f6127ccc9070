#include "axis.hpp"

#include "render/rows.hpp"

#include "mltrack/base/time.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <utility>

namespace mltrack::cli {
namespace {

// The span of two doubles may be beyond a double.
using Wide = long double;

constexpr Wide minute = 60;
constexpr Wide hour = 60 * minute;
constexpr Wide day = 24 * hour;
constexpr double ms_per_second = 1000;

/// 1, 2 or 5 times a power of ten, the least that is not below `least`.
Wide round_step(Wide least) {
  const Wide power = std::pow(Wide{10}, std::floor(std::log10(least)));
  for (const Wide factor : {1, 2, 5}) {
    if (factor * power >= least * Wide{0.999999}) {
      return factor * power;
    }
  }
  return 10 * power;
}

/// As above, for clocks and calendars.
Wide clock_step(Wide least) {
  constexpr std::array<Wide, 19> steps{
      1,          2,          5,           10,          15,          30,   minute,
      2 * minute, 5 * minute, 10 * minute, 15 * minute, 30 * minute, hour, 2 * hour,
      3 * hour,   6 * hour,   12 * hour,   day,         2 * day};
  if (least < 1) {
    return round_step(least);
  }
  for (const Wide step : steps) {
    if (step >= least) {
      return step;
    }
  }
  return round_step(least / day) * day;
}

int decimals_of(Wide step) {
  return std::max(0, static_cast<int>(-std::floor(std::log10(step) + Wide{1e-6})));
}

/// Numbers of one axis, all with as many decimals as the step needs: `0.00`, `0.25`; `20k`, `1.5M`.
std::string number_label(double value, Wide step, double greatest) {
  struct Unit {
    double size;
    const char* name;
  };
  constexpr std::array<Unit, 4> units{{{1e12, "T"}, {1e9, "G"}, {1e6, "M"}, {1e3, "k"}}};
  constexpr double first_with_unit = 1e4;
  constexpr double first_beyond_units = 1e15;
  constexpr int most_decimals = 6;
  if (std::abs(value) < static_cast<double>(step) / 2) {
    value = 0;  // not -0.0 and not 1e-17
  }
  const int decimals = decimals_of(step);
  if (greatest >= first_beyond_units || decimals > most_decimals) {
    const int digits = std::clamp(
        static_cast<int>(std::floor(std::log10(greatest)) - std::floor(std::log10(step))), 0, 16);
    return value == 0 ? "0" : fmt::format("{:.{}e}", value, digits);
  }
  if (greatest >= first_with_unit) {
    for (const Unit& unit : units) {
      if (greatest >= unit.size && value != 0) {
        return fmt::format("{:.{}f}{}", value / unit.size, decimals_of(step / unit.size),
                           unit.name);
      }
    }
  }
  return greatest >= first_with_unit && value == 0 ? "0" : fmt::format("{:.{}f}", value, decimals);
}

std::string time_label(double value, Wide step, bool within_a_day) {
  std::string text = format_time(static_cast<std::int64_t>(std::llround(value * ms_per_second)),
                                 TimePrecision::milliseconds);
  constexpr std::size_t length = sizeof("2026-11-23 19:43:15.123Z") - 1;
  if (text.size() != length) {
    return text;  // a time far beyond the calendar
  }
  const std::string date = text.substr(5, 5);
  if (step >= day) {
    return step >= 300 * day ? text.substr(0, 7) : date;
  }
  const std::string clock = text.substr(11, step >= minute ? 5
                                            : step >= 1    ? 8
                                                           : 12);  // 19:43, 19:43:15, 19:43:15.123
  return within_a_day ? clock : date + " " + clock;
}

/// `30s`, `5m`, `1h30m`, `2d`.
std::string span_label(double value, Wide step) {
  const double size = std::abs(value);
  const std::string sign = value < 0 ? "-" : "";
  if (step < 1) {
    return fmt::format("{}{:.{}f}s", sign, size, decimals_of(step));
  }
  const auto seconds = static_cast<std::int64_t>(std::llround(size));
  constexpr std::int64_t of_minute = 60;
  constexpr std::int64_t of_hour = 3600;
  constexpr std::int64_t of_day = 86'400;
  if (seconds == 0) {
    return "0";
  }
  if (step >= day) {
    return fmt::format("{}{}d", sign, seconds / of_day);
  }
  std::string text = sign;
  if (seconds >= of_hour) {
    text += fmt::format("{}h", seconds / of_hour);
  }
  if (seconds % of_hour >= of_minute) {
    text += fmt::format("{}m", seconds % of_hour / of_minute);
  }
  if (seconds % of_minute > 0) {
    text += fmt::format("{}s", seconds % of_minute);
  }
  return text;
}

struct Stepping {
  AxisKind kind;
  double low;
  double high;
};

std::vector<Tick> even_ticks(const Stepping& range, std::size_t most) {
  const Wide span = Wide{range.high} - range.low;
  const bool by_clock = range.kind == AxisKind::time || range.kind == AxisKind::span;
  const auto step_for = [&](Wide least) {
    return by_clock ? clock_step(least) : round_step(least);
  };
  Wide step = step_for(span / static_cast<Wide>(std::max<std::size_t>(most, 1)));
  constexpr Wide millisecond = 0.001L;
  if (range.kind == AxisKind::count || by_clock) {
    step = std::max(step, by_clock ? millisecond : Wide{1});
  }
  const auto count_with = [&](Wide by) {
    return std::floor(range.high / by) - std::ceil(range.low / by) + 1;
  };
  if (count_with(step) > static_cast<Wide>(most)) {
    step = step_for(step * Wide{1.01});
  }
  const double greatest = std::max(std::abs(range.low), std::abs(range.high));
  constexpr Wide least_share = 1e-14;  // below that neighbours are the same double
  if (!(step > greatest * least_share)) {
    return {{range.low, short_number(range.low)}};
  }
  const bool within_a_day = std::floor(range.low / day) == std::floor(range.high / day);
  std::vector<Tick> ticks;
  const Wide slack = span * Wide{1e-9};
  const Wide first = std::ceil((range.low - slack) / step);
  for (Wide i = first; i * step <= range.high + slack && ticks.size() < most; i += 1) {
    const auto value = static_cast<double>(i * step);
    ticks.push_back({value, range.kind == AxisKind::time   ? time_label(value, step, within_a_day)
                            : range.kind == AxisKind::span ? span_label(value, step)
                                                           : number_label(value, step, greatest)});
  }
  return ticks;
}

std::vector<Tick> logarithmic_ticks(double low, double high, std::size_t most) {
  const double first = std::ceil(std::log10(low) - 1e-9);
  const double last = std::floor(std::log10(high) + 1e-9);
  const auto count = static_cast<std::size_t>(std::max(0.0, last - first + 1));
  std::vector<Tick> ticks;
  const auto add = [&](double value) { ticks.push_back({value, fmt::format("{:g}", value)}); };
  if (count >= 2 || most < 2) {
    const std::size_t stride = (count + most - 1) / std::max<std::size_t>(most, 1);
    for (std::size_t i = 0; i < count; i += std::max<std::size_t>(stride, 1)) {
      add(std::pow(10.0, first + static_cast<double>(i)));
    }
    return ticks;
  }
  for (double power = first - 1; power <= last + 1; ++power) {
    for (const double factor : {1.0, 2.0, 5.0}) {
      const double value = factor * std::pow(10.0, power);
      if (value >= low && value <= high && ticks.size() < most) {
        add(value);
      }
    }
  }
  return ticks.size() >= 2 ? ticks : even_ticks({AxisKind::value, low, high}, most);
}

}  // namespace

Axis::Axis(AxisKind kind, double low, double high) : kind_(kind), low_(low), high_(high) {
  if (low_ < high_) {
    return;
  }
  constexpr double share = 0.05;
  if (kind == AxisKind::logarithm) {
    low_ = low / 2;
    high_ = low <= 1e307 ? low * 2 : low;
  } else {
    constexpr double least_share = 1e-14;  // below that the ends are the same double
    const double wanted = low == 0 || kind == AxisKind::count ? 1 : std::abs(low) * share;
    const double room =
        std::max({wanted, std::abs(low) * least_share, std::numeric_limits<double>::min()});
    low_ = low - room;
    high_ = low + room;
  }
}

double Axis::place(double value) const {
  if (kind_ == AxisKind::logarithm) {
    return value > 0 ? (std::log(value) - std::log(low_)) / (std::log(high_) - std::log(low_))
                     : std::nan("");
  }
  return static_cast<double>((Wide{value} - low_) / (Wide{high_} - low_));
}

Axis Axis::padded(double share) const {
  const auto wider = [&](Wide low, Wide high) {
    const Wide room = (high - low) * share;
    return std::pair{low - room, high + room};
  };
  const auto within = [](Wide value) {
    constexpr auto greatest = Wide{std::numeric_limits<double>::max()};
    return static_cast<double>(std::clamp(value, -greatest, greatest));
  };
  if (kind_ == AxisKind::logarithm) {
    const auto [low, high] = wider(std::log(Wide{low_}), std::log(Wide{high_}));
    const double least = within(std::exp(low));
    return {kind_, least > 0 ? least : low_, within(std::exp(high))};
  }
  const auto [low, high] = wider(low_, high_);
  return {kind_, within(low), within(high)};
}

std::vector<Tick> Axis::ticks(std::size_t most) const {
  return kind_ == AxisKind::logarithm ? logarithmic_ticks(low_, high_, most)
                                      : even_ticks({kind_, low_, high_}, most);
}

std::string axis_value_text(AxisKind kind, double value) {
  if (kind == AxisKind::time) {
    return format_time(static_cast<std::int64_t>(value * ms_per_second));
  }
  if (kind == AxisKind::span) {
    return format_duration(static_cast<std::int64_t>(value * ms_per_second));
  }
  return short_number(value);
}

}  // namespace mltrack::cli
