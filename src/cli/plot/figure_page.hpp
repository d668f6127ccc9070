#pragma once
// Figures in a page.

#include "figure.hpp"
#include "svg_figure.hpp"

#include <string>

namespace mltrack::cli {

/// The picture and beneath it a table of its curves with their last, lowest and highest values.
[[nodiscard]] std::string figure_with_table(const Figure& figure, const SvgFigureOptions& size);

/// A whole page with the one figure.
[[nodiscard]] std::string figure_page(const Figure& figure, const SvgFigureOptions& size);

}  // namespace mltrack::cli
