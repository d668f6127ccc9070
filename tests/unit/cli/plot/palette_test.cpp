#include "cli/plot/palette.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <string>
#include <utility>

using namespace mltrack::cli;  // NOLINT(google-build-using-namespace)

namespace {

using Triple = std::array<double, 3>;
using Matrix = std::array<Triple, 3>;

/// Linear light, 0 to 1.
Triple light_of(const std::string& color) {
  Triple light{};
  for (std::size_t i = 0; i < 3; ++i) {
    const double value = std::stoi(color.substr(1 + 2 * i, 2), nullptr, 16) / 255.0;
    light[i] = value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
  }
  return light;
}

double luminance(const Triple& light) {
  return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2];
}

/// WCAG's contrast ratio.
double contrast(const std::string& a, const std::string& b) {
  const auto [low, high] = std::minmax({luminance(light_of(a)), luminance(light_of(b))});
  return (high + 0.05) / (low + 0.05);
}

/// What is seen with all cones, and without those for red, green or blue (Machado, Oliveira and
/// Fernandes 2009, severity 1).
constexpr std::array<Matrix, 4> visions{{
    {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}},
    {{{0.152286, 1.052583, -0.204868},
      {0.114503, 0.786281, 0.099216},
      {-0.003882, -0.048116, 1.051998}}},
    {{{0.367322, 0.860646, -0.227968},
      {0.280085, 0.672501, 0.047413},
      {-0.011820, 0.042940, 0.968881}}},
    {{{1.255528, -0.076749, -0.178779},
      {-0.078411, 0.930809, 0.147602},
      {0.004733, 0.691367, 0.303900}}},
}};

Triple seen_by(const Matrix& vision, const Triple& light) {
  Triple seen{};
  for (std::size_t i = 0; i < 3; ++i) {
    seen[i] = std::clamp(
        vision[i][0] * light[0] + vision[i][1] * light[1] + vision[i][2] * light[2], 0.0, 1.0);
  }
  return seen;
}

/// CIE L*a*b*, in which distances are about what the eye takes for them.
Triple lab_of(const Triple& light) {
  const auto f = [](double t) { return t > 0.008856 ? std::cbrt(t) : 7.787 * t + 16.0 / 116; };
  const double x = f((0.4124 * light[0] + 0.3576 * light[1] + 0.1805 * light[2]) / 0.95047);
  const double y = f(luminance(light));
  const double z = f((0.0193 * light[0] + 0.1192 * light[1] + 0.9505 * light[2]) / 1.08883);
  return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

double distance(const Triple& a, const Triple& b) {
  return std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

}  // namespace

TEST_CASE("every colour stands out from its ground, as WCAG asks of graphics") {
  for (const CurveColor& color : curve_colors) {
    CHECK(contrast(color.on_light, light_ground) >= 3);
    CHECK(contrast(color.on_dark, dark_ground) >= 3);
  }
}

TEST_CASE("no two colours look alike to people who see no red, no green or no blue") {
  constexpr double clearly_different = 20;  // 2.3 is just noticeable
  for (const auto shade : {&CurveColor::on_light, &CurveColor::on_dark}) {
    for (const Matrix& vision : visions) {
      for (std::size_t i = 0; i < curve_colors.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
          const auto a = lab_of(seen_by(vision, light_of(curve_colors[i].*shade)));
          const auto b = lab_of(seen_by(vision, light_of(curve_colors[j].*shade)));
          CAPTURE(curve_colors[i].*shade);
          CAPTURE(curve_colors[j].*shade);
          CHECK(distance(a, b) > clearly_different);
        }
      }
    }
  }
}

TEST_CASE("the first thirty curves of a picture differ, the first five without colour") {
  std::set<std::string> looks;
  std::set<std::string> strokes;
  for (std::size_t style = 0; style < 30; ++style) {
    const std::string look = curve_look(style);
    looks.insert(look);
    const std::size_t dashes = look.find("stroke-dasharray");
    strokes.insert(dashes == std::string::npos ? "" : look.substr(dashes));
    CHECK(strokes.size() == std::min<std::size_t>(style + 1, 5));
  }
  CHECK(looks.size() == 30);
  CHECK(curve_look(0) == R"(class="c0" stroke="#0551d3")");
  CHECK(curve_look(1) == R"(class="c1" stroke="#b78000" stroke-dasharray="10 6")");
}
