#include "figure_page.hpp"

#include "page/html_page.hpp"
#include "page/markup.hpp"
#include "render/rows.hpp"

#include "mltrack/base/number.hpp"

#include <fmt/format.h>

namespace mltrack::cli {
namespace {

/// Rounded for people; the exact value for whoever copies it.
std::string number_cell(double value) {
  return fmt::format("<td class=\"number\"><data value=\"{}\">{}</data></td>", format_double(value),
                     short_number(value));
}

std::string curve_row(const Figure& figure, const FigureSeries& series) {
  const SeriesSummary summary = summarize(series);
  std::string row = fmt::format("<tr><th scope=\"row\">{}{}</th>", svg_sample(series.style),
                                markup_text(series.label));
  if (summary.any) {
    row += number_cell(summary.last.y);
    row += fmt::format("<td class=\"number\">{}</td>",
                       axis_value_text(figure.x.kind(), summary.last.x));
    row += number_cell(summary.lowest) + number_cell(summary.highest);
  } else {
    row += "<td colspan=\"4\">no finite value</td>";
  }
  return row + "</tr>\n";
}

}  // namespace

std::string figure_with_table(const Figure& figure, const SvgFigureOptions& size) {
  std::string rows;
  for (const FigureSeries& series : figure.series) {
    rows += curve_row(figure, series);
  }
  return fmt::format(
      "<figure class=\"scroll\">\n{}</figure>\n<div class=\"scroll\"><table>\n<thead><tr><th "
      "scope=\"col\">curve</th><th scope=\"col\" class=\"number\">last</th><th scope=\"col\" "
      "class=\"number\">at {}</th><th scope=\"col\" class=\"number\">lowest</th><th scope=\"col\" "
      "class=\"number\">highest</th></tr></thead>\n<tbody>\n{}</tbody>\n</table></div>\n",
      svg_figure(figure, {.width = size.width, .height = size.height, .place = SvgPlace::page}),
      figure.x.kind() == AxisKind::count ? "step" : "time", rows);
}

std::string figure_page(const Figure& figure, const SvgFigureOptions& size) {
  const std::string body =
      fmt::format("<h1>{}</h1>\n{}", markup_text(figure.title), figure_with_table(figure, size));
  return html_page({.title = figure.title, .styles = figure_styles(), .script = {}, .body = body});
}

}  // namespace mltrack::cli
