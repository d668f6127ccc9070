#pragma once
// A figure as lines of text.

#include "canvas.hpp"
#include "figure.hpp"

#include <cstddef>
#include <string>

namespace mltrack::cli {

struct TextFigureOptions {
  std::size_t columns = 80;  // of the whole picture
  std::size_t rows = 16;     // of the curves alone; title, axis and legend come on top
  Glyphs glyphs = Glyphs::braille;
  bool color = false;
};

/// The labels of the curves stand beside their ends where there is room for that, else below.
[[nodiscard]] std::string text_figure(const Figure& figure, const TextFigureOptions& options);

}  // namespace mltrack::cli
