#include "runs_table.hpp"

#include "page/markup.hpp"
#include "plot/svg_figure.hpp"

#include "mltrack/base/unicode.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace mltrack::cli {
namespace {

constexpr std::size_t widest_text = 200;

/// Moments and spans are sorted by value, too.
bool sorts_by_value(const Cell& cell) {
  return is_number(cell) || std::holds_alternative<Time>(cell) ||
         std::holds_alternative<Duration>(cell) || std::holds_alternative<Age>(cell);
}

/// The text of a cell; a long one is cut, and whole in a tooltip.
std::string cell_markup(const Cell& cell, const Column& column, const std::string& before) {
  std::string text = cell_text(cell, CellStyle::people);
  const auto* whole = std::get_if<std::string>(&cell);
  std::string attributes;
  if (sorts_by_value(cell)) {
    attributes =
        fmt::format(" class=\"number\" data-value=\"{}\"", cell_text(cell, CellStyle::machine));
  } else if (whole != nullptr && column.abbreviate > 0) {
    text = std::string(first_code_points(text, column.abbreviate));
  } else if (whole != nullptr) {
    text = fit_width(escape_controls(text), widest_text);
  }
  if (whole != nullptr && text != *whole) {
    attributes += fmt::format(" title=\"{}\"", markup_text(*whole));
  }
  return fmt::format("<td{}>{}{}</td>", attributes, before, markup_text(text));
}

}  // namespace

std::string runs_table(const std::vector<Run>& runs, const PeopleColumns& columns,
                       const RunSurroundings& surroundings, std::size_t drawn) {
  std::string rows;
  std::vector<bool> numbers(columns.columns.size());
  for (std::size_t i = 0; i < runs.size(); ++i) {
    rows += "<tr>";
    for (std::size_t k = 0; k < columns.columns.size(); ++k) {
      const Column& column = columns.columns[k];
      const Cell cell = run_cell(runs[i], column.name, surroundings);
      numbers[k] = numbers[k] || sorts_by_value(cell);
      rows += cell_markup(cell, column, k == 0 && i < drawn ? svg_sample(i) : "");
    }
    rows += "</tr>\n";
  }
  std::string titles;
  for (std::size_t k = 0; k < columns.columns.size(); ++k) {
    const Column& column = columns.columns[k];
    titles += fmt::format(
        "<th scope=\"col\"{}><button type=\"button\" title=\"{}\">{}</button></th>",
        numbers[k] ? " class=\"number\"" : "", markup_text(column.name), markup_text(column.title));
  }
  return fmt::format(
      "<div class=\"scroll\"><table class=\"sortable\">\n<thead><tr>{}</tr></thead>\n<tbody>\n{}"
      "</tbody>\n</table></div>\n",
      titles, rows);
}

std::string differences_table(const Comparison& comparison,
                              const std::vector<std::string>& labels) {
  std::string titles = "<th scope=\"col\">key</th>";
  for (std::size_t i = 0; i < labels.size(); ++i) {
    titles += fmt::format("<th scope=\"col\">{}{}</th>", svg_sample(i), markup_text(labels[i]));
  }
  std::string rows;
  for (const ComparisonRow& row : comparison.rows) {
    if (row.equal) {
      continue;
    }
    rows += fmt::format("<tr><th scope=\"row\">{}</th>", markup_text(row.key));
    const auto baseline = std::get_if<double>(&row.values[comparison.baseline]);
    for (std::size_t i = 0; i < row.values.size(); ++i) {
      const bool changed = i < row.changes.size() && row.changes[i] && baseline != nullptr;
      std::string cell = cell_markup(row.values[i], {}, "");
      if (changed) {
        cell.insert(cell.size() - std::string_view("</td>").size(),
                    fmt::format("<br><small>{}</small>",
                                markup_text(change_text(*row.changes[i], *baseline))));
      }
      rows += cell;
    }
    rows += "</tr>\n";
  }
  return fmt::format(
      "<div class=\"scroll\"><table class=\"differences\">\n<thead><tr>{}</tr></thead>\n<tbody>\n{}"
      "</tbody>\n</table></div>\n",
      titles, rows);
}

std::string_view table_script() {
  return R"js(
"use strict";
for (const table of document.querySelectorAll("table.sortable")) {
  const body = table.tBodies[0];
  const heads = Array.from(table.tHead.rows[0].cells);
  const valueOf = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.value === undefined ? cell.textContent : Number(cell.dataset.value);
  };
  const isEmpty = (value) => value === "" || Number.isNaN(value);
  const compare = (a, b) => typeof a === "number" && typeof b === "number"
    ? a - b : String(a).localeCompare(String(b), "en", { numeric: true });
  heads.forEach((head, column) => {
    head.querySelector("button").addEventListener("click", () => {
      const sign = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
      const rows = Array.from(body.rows, (row) => ({ row, value: valueOf(row, column) }));
      rows.sort((a, b) => isEmpty(a.value) || isEmpty(b.value)
        ? isEmpty(a.value) - isEmpty(b.value) : sign * compare(a.value, b.value));
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", sign > 0 ? "ascending" : "descending");
      body.append(...rows.map((entry) => entry.row));
    });
  });
}
)js";
}

std::string_view table_styles() {
  return R"css(
table.sortable thead th { padding: 0; position: sticky; top: 0; background: var(--paper); }
th button { all: unset; box-sizing: border-box; width: 100%; padding: .3rem .7rem; cursor: pointer; }
th button:hover { color: var(--ink); }
th button:focus-visible { outline: 2px solid var(--accent); outline-offset: -2px; }
th[aria-sort=ascending] button::after { content: " \25B2"; }
th[aria-sort=descending] button::after { content: " \25BC"; }
td { max-width: 28rem; overflow: hidden; text-overflow: ellipsis; }
.differences thead th { white-space: normal; overflow-wrap: anywhere; min-width: 8rem; max-width: 16rem; }
small { color: var(--faint); }
.figures { display: grid; gap: 0 1.5rem;
  grid-template-columns: repeat(auto-fit, minmax(min(100%, 34rem), 1fr)); }
.figures > section { min-width: 0; }
)css";
}

}  // namespace mltrack::cli
