#include "canvas.hpp"

#include "mltrack/base/unicode.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string_view>

namespace mltrack::cli {
namespace {

constexpr long dots_across = 2;
constexpr long dots_down = 4;
constexpr char32_t empty_braille = 0x2800;
constexpr const char* reset = "\x1b[0m";

/// The bit of a dot within its character.
unsigned char braille_bit(long x, long y) {
  constexpr std::array<std::array<unsigned char, 2>, 4> bits{
      {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}}};
  return bits[static_cast<std::size_t>(y)][static_cast<std::size_t>(x)];
}

bool is_drawn(const Stroke& stroke, std::size_t walked) {
  const auto& dashes = stroke.dashes;
  const std::size_t period = dashes[0] + dashes[1] + dashes[2] + dashes[3];
  if (period == 0) {
    return true;
  }
  const std::size_t at = walked % period;
  return at < dashes[0] || (at >= dashes[0] + dashes[1] && at < dashes[0] + dashes[1] + dashes[2]);
}

}  // namespace

Stroke stroke_of(std::size_t style) {
  constexpr std::array<std::array<std::size_t, 4>, 5> dashes{
      {{0, 0, 0, 0}, {5, 3, 0, 0}, {1, 2, 0, 0}, {6, 2, 1, 2}, {2, 4, 0, 0}}};
  constexpr std::array<const char*, 6> colors{"\x1b[36m", "\x1b[33m", "\x1b[35m",
                                              "\x1b[32m", "\x1b[31m", "\x1b[34m"};
  constexpr std::string_view letters = "*o+x#@%&=~";
  return {dashes[style % dashes.size()], colors[style % colors.size()],
          letters[style % letters.size()]};
}

Canvas::Canvas(std::size_t columns, std::size_t rows, Glyphs glyphs)
    : columns_(columns),
      rows_(rows),
      glyphs_(glyphs),
      cells_(columns * rows),
      styles_(columns * rows) {}

Canvas::Dot Canvas::dot_at(Place place) const {
  const bool braille = glyphs_ == Glyphs::braille;
  const auto across = static_cast<double>(columns_ * (braille ? dots_across : 1) - 1);
  const auto down = static_cast<double>(rows_ * (braille ? dots_down : 1) - 1);
  return {std::lround(std::clamp(place.x, 0.0, 1.0) * across),
          std::lround((1 - std::clamp(place.y, 0.0, 1.0)) * down)};
}

void Canvas::mark(Dot dot, const Stroke& stroke, std::size_t style) {
  const bool braille = glyphs_ == Glyphs::braille;
  const long column = braille ? dot.x / dots_across : dot.x;
  const long row = braille ? dot.y / dots_down : dot.y;
  const std::size_t cell =
      static_cast<std::size_t>(row) * columns_ + static_cast<std::size_t>(column);
  if (braille) {
    const unsigned bits = cells_[cell] | braille_bit(dot.x % dots_across, dot.y % dots_down);
    cells_[cell] = static_cast<unsigned char>(bits);
  } else {
    cells_[cell] = static_cast<unsigned char>(stroke.letter);
  }
  styles_[cell] = style;
}

void Canvas::segment(Dot from, Dot to, const Stroke& stroke, std::size_t style,
                     std::size_t& walked) {
  const long steps = std::max(std::labs(to.x - from.x), std::labs(to.y - from.y));
  for (long i = 0; i <= steps; ++i) {
    const double share = steps == 0 ? 0 : static_cast<double>(i) / static_cast<double>(steps);
    if (is_drawn(stroke, walked)) {
      mark({from.x + std::lround(share * static_cast<double>(to.x - from.x)),
            from.y + std::lround(share * static_cast<double>(to.y - from.y))},
           stroke, style);
    }
    walked += i < steps ? 1 : 0;  // the next segment begins with this dot
  }
}

void Canvas::draw(const std::vector<Place>& line, std::size_t style) {
  Stroke stroke = stroke_of(style);
  if (glyphs_ == Glyphs::ascii) {
    stroke.dashes = {};  // the letter tells curves apart
  }
  std::size_t walked = 0;
  const Place* before = nullptr;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const auto is_finite = [](const Place& place) {
      return std::isfinite(place.x) && std::isfinite(place.y);
    };
    if (!is_finite(line[i])) {
      before = nullptr;
      continue;
    }
    const bool alone = before == nullptr && (i + 1 == line.size() || !is_finite(line[i + 1]));
    if (before != nullptr) {
      segment(dot_at(*before), dot_at(line[i]), stroke, style, walked);
    } else if (alone) {
      mark(dot_at(line[i]), stroke, style);
    }
    before = &line[i];
  }
}

std::string Canvas::row(std::size_t index, bool color) const {
  std::string text;
  std::string_view current;
  const auto paint = [&](std::string_view wanted) {
    if (color && wanted != current) {
      text += current.empty() ? "" : reset;
      text += wanted;
      current = wanted;
    }
  };
  for (std::size_t column = 0; column < columns_; ++column) {
    const std::size_t cell = index * columns_ + column;
    if (cells_[cell] == 0) {
      paint("");
      text += ' ';
      continue;
    }
    paint(stroke_of(styles_[cell]).color);
    if (glyphs_ == Glyphs::braille) {
      append_utf8(text, empty_braille + cells_[cell]);
    } else {
      text += static_cast<char>(cells_[cell]);
    }
  }
  paint("");
  return text;
}

std::string stroke_sample(std::size_t style, Glyphs glyphs, bool color) {
  const Stroke stroke = stroke_of(style);
  std::string text;
  if (glyphs == Glyphs::ascii) {
    text = std::string(stroke_sample_width, stroke.letter);
  } else {
    for (std::size_t i = 0; i < stroke_sample_width; ++i) {
      char32_t dots = empty_braille;
      // Dots 2 and 5: the second row from the top.
      dots += is_drawn(stroke, 2 * i) ? 0x02 : 0;
      dots += is_drawn(stroke, 2 * i + 1) ? 0x10 : 0;
      append_utf8(text, dots == empty_braille ? U' ' : dots);
    }
  }
  return color ? stroke.color + text + reset : text;
}

}  // namespace mltrack::cli
