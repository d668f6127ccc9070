#pragma once
// A figure as SVG: for papers, mails and pages. Vector text, light and dark, with a title and a
// description for those who cannot see it.

#include "figure.hpp"

#include <string>

namespace mltrack::cli {

/// A file of its own brings its styles along; within a page the page has them, once for all figures.
enum class SvgPlace { file, page };

struct SvgFigureOptions {
  double width = 800;  // pixels, of the whole picture
  double height = 400;
  SvgPlace place = SvgPlace::file;
};

/// The labels of the curves stand beside their ends where there is room for that, else below, which
/// adds to the height.
[[nodiscard]] std::string svg_figure(const Figure& figure, const SvgFigureOptions& options);

/// The colours on dark ground; without these styles a figure is drawn for light ground.
[[nodiscard]] std::string figure_styles();

/// A piece of the curve with that number, for a table: an svg element.
[[nodiscard]] std::string svg_sample(std::size_t style);

/// The same in words: "loss of a. Horizontal: step, 0 to 4. Vertical: 1 to 16. Curve a: ...".
[[nodiscard]] std::string figure_description(const Figure& figure);

}  // namespace mltrack::cli
