#include "spread.hpp"

#include "render/rows.hpp"

#include <fmt/format.h>

#include <cmath>

namespace mltrack::cli {

std::string with_spread(double value, std::optional<double> spread) {
  constexpr double largest = 1e9;
  constexpr double smallest = 1e-5;
  if (!spread || !std::isfinite(*spread) || !std::isfinite(value)) {
    return short_number(value);
  }
  if (*spread < smallest || *spread >= largest || std::abs(value) >= largest) {
    return fmt::format("{} ± {:.2g}", short_number(value), *spread);
  }
  // Two digits of the spread: 0.0041 has four decimals, 8900 has none and ends with two zeros.
  const int decimals = 1 - static_cast<int>(std::floor(std::log10(*spread)));
  if (decimals >= 0) {
    return fmt::format("{:.{}f} ± {:.{}f}", value, decimals, *spread, decimals);
  }
  const double unit = std::pow(10, -decimals);
  return fmt::format("{:.0f} ± {:.0f}", std::round(value / unit) * unit,
                     std::round(*spread / unit) * unit);
}

}  // namespace mltrack::cli
