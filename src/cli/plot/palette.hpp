#pragma once
// The looks of curves on paper and on screens: colours on white and on dark ground, and strokes.
//
// The colours are far apart for people who see no red, no green or no blue, too, and each stands out
// from its ground (tests/unit/cli/plot/palette_test.cpp computes both).

#include <array>
#include <cstddef>
#include <string>

namespace mltrack::cli {

struct CurveColor {
  const char* on_light;
  const char* on_dark;
};

inline constexpr const char* light_ground = "#ffffff";
inline constexpr const char* dark_ground = "#16181d";
inline constexpr std::array<CurveColor, 6> curve_colors{{{"#0551d3", "#5292fb"},
                                                         {"#b78000", "#d76e1a"},
                                                         {"#983385", "#ba6aa1"},
                                                         {"#04a06c", "#4ed68a"},
                                                         {"#5a3a00", "#f9ff3f"},
                                                         {"#0f0a1b", "#d3f5fb"}}};

/// The class that gives a curve its colour (figure_styles), and the attributes that give it the colour
/// on light ground and its stroke where there are no styles: `class="c1" stroke="..." ...`. Numbers
/// go round as those of the terminal do: the first thirty differ, the first five without colour.
[[nodiscard]] std::string curve_look(std::size_t style);

}  // namespace mltrack::cli
