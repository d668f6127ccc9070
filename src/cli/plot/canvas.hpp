#pragma once
// Dots in a grid of characters: eight a character in braille, one in plain ASCII.

#include <array>
#include <cstddef>
#include <string>
#include <vector>

namespace mltrack::cli {

enum class Glyphs { braille, ascii };

/// How a curve is drawn, by its number: colour and stroke go round at different lengths, so that
/// the first thirty differ in one of the two at least, and the first five without any colour.
struct Stroke {
  /// Dots drawn and left out by turns; all drawn if both are 0.
  std::array<std::size_t, 4> dashes{};
  const char* color = "";  // an SGR sequence
  char letter = '*';       // in ASCII
};
[[nodiscard]] Stroke stroke_of(std::size_t style);

class Canvas {
 public:
  Canvas(std::size_t columns, std::size_t rows, Glyphs glyphs);

  /// Places are shares of the canvas, 0 at the left and the bottom.
  struct Place {
    double x = 0;
    double y = 0;
  };
  /// A line through the places; one that is not finite breaks it. A lone place is a dot.
  void draw(const std::vector<Place>& line, std::size_t style);

  /// One row from the top, as text; coloured if `color`.
  [[nodiscard]] std::string row(std::size_t index, bool color) const;

 private:
  struct Dot {
    long x = 0;
    long y = 0;  // from the top
  };
  [[nodiscard]] Dot dot_at(Place place) const;
  void segment(Dot from, Dot to, const Stroke& stroke, std::size_t style, std::size_t& walked);
  void mark(Dot dot, const Stroke& stroke, std::size_t style);

  std::size_t columns_;
  std::size_t rows_;
  Glyphs glyphs_;
  std::vector<unsigned char> cells_;  // braille: the dots of a character; ASCII: the letter
  std::vector<std::size_t> styles_;   // of the curve that was drawn last there
};

/// As many characters that show the stroke of `style`, for a legend.
inline constexpr std::size_t stroke_sample_width = 4;
[[nodiscard]] std::string stroke_sample(std::size_t style, Glyphs glyphs, bool color);

}  // namespace mltrack::cli
