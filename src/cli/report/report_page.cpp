#include "report_page.hpp"

#include "comparison.hpp"
#include "page/html_page.hpp"
#include "page/markup.hpp"
#include "plot/svg_figure.hpp"
#include "runs_table.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace mltrack::cli {
namespace {

/// An age is wrong as soon as the page is read: the moment stands in its place.
void put_moments_for_ages(std::vector<Column>& columns) {
  for (Column& column : columns) {
    if (column.name == "age") {
      column = {.name = "start_time", .title = "STARTED", .priority = column.priority};
    }
  }
}

std::string runs_section(const Report& report) {
  if (report.runs.empty()) {
    return "<p>No run is found.</p>\n";
  }
  PeopleColumns columns = people_columns(report.runs, report.surroundings);
  put_moments_for_ages(columns.columns);
  std::string section = "<h2>Runs</h2>\n" + runs_table(report.runs, columns, report.surroundings,
                                                       report.figures.empty() ? 0 : report.drawn);
  if (!columns.constants.empty()) {
    std::string same;
    for (const std::string& constant : columns.constants) {
      same += (same.empty() ? "" : ", ") + constant;
    }
    section += fmt::format("<p>The same in all: {}.</p>\n", markup_text(same));
  }
  return section;
}

std::string curves_section(const Report& report) {
  if (report.figures.empty()) {
    return {};
  }
  std::string section = "<h2>Curves</h2>\n<div class=\"figures\">\n";
  for (const Figure& figure : report.figures) {
    section +=
        fmt::format("<section><h3>{}</h3><figure class=\"scroll\">\n{}</figure></section>\n",
                    markup_text(figure.title),
                    svg_figure(figure, {.width = 680, .height = 300, .place = SvgPlace::page}));
  }
  return section + "</div>\n";
}

std::string differences_section(const Report& report) {
  if (report.drawn < 2) {
    return {};
  }
  const auto end = static_cast<std::ptrdiff_t>(report.drawn);
  const std::vector<Run> compared(report.runs.begin(), report.runs.begin() + end);
  const Comparison comparison = compare_runs(compared, 0, report.surroundings.now_ms);
  if (std::all_of(comparison.rows.begin(), comparison.rows.end(),
                  [](const ComparisonRow& row) { return row.equal; })) {
    return {};
  }
  return "<h2>Differences</h2>\n<p>Changes are against the first.</p>\n" +
         differences_table(comparison, {report.labels.begin(), report.labels.begin() + end});
}

}  // namespace

std::string report_page(const Report& report) {
  std::string body = fmt::format("<h1>{}</h1>\n", markup_text(report.title));
  for (const std::string& note : report.notes) {
    body += fmt::format("<p>{}</p>\n", markup_text(note));
  }
  body += runs_section(report) + curves_section(report) + differences_section(report);
  const std::string styles = std::string(table_styles()) + figure_styles();
  return html_page(
      {.title = report.title, .styles = styles, .script = table_script(), .body = body});
}

}  // namespace mltrack::cli
