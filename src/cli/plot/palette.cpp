#include "palette.hpp"

#include "canvas.hpp"

#include <fmt/format.h>

namespace mltrack::cli {

std::string curve_look(std::size_t style) {
  const std::size_t color = style % curve_colors.size();
  std::string look =
      fmt::format("class=\"c{}\" stroke=\"{}\"", color, curve_colors[color].on_light);
  // The dots of a terminal's stroke, two pixels each.
  const auto dashes = stroke_of(style).dashes;
  std::string lengths;
  for (const std::size_t dots : dashes) {
    if (dots > 0) {
      lengths += fmt::format("{}{}", lengths.empty() ? "" : " ", 2 * dots);
    }
  }
  return lengths.empty() ? look : look + fmt::format(" stroke-dasharray=\"{}\"", lengths);
}

}  // namespace mltrack::cli
