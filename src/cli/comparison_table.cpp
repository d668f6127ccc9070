#include "comparison_table.hpp"

#include "run_choice.hpp"

#include "mltrack/base/unicode.hpp"
#include "mltrack/store/whole_id.hpp"

#include <algorithm>

namespace mltrack::cli {
namespace {

// What a narrow terminal loses first, from the highest number down.
enum Priority { keep, metric, change, param, tag, attribute };

Priority priority_of(const std::string& key) {
  return key.starts_with("metrics.")  ? metric
         : key.starts_with("params.") ? param
         : key.starts_with("tags.")   ? tag
                                      : attribute;
}

/// The lines of an answer before it is known where they go.
struct Lines {
  std::vector<Column> columns;
  std::vector<std::vector<Cell>> cells;
};

class ComparisonTable {
 public:
  ComparisonTable(const std::vector<Run>& runs, const Comparison& comparison, EqualRows equal_rows)
      : runs_(runs), comparison_(comparison), labels_(run_labels(runs)) {
    for (const ComparisonRow& row : comparison.rows) {
      if (equal_rows == EqualRows::show || !row.equal) {
        rows_.push_back(&row);
      }
    }
  }

  [[nodiscard]] std::size_t hidden() const { return comparison_.rows.size() - rows_.size(); }

  [[nodiscard]] Lines for_programs() const {
    Lines lines{.columns = {{.name = "key"}}, .cells = {}};
    for (const Run& run : runs_) {
      lines.columns.push_back({.name = whole_id(run.info)});
    }
    for (const char* what : {"change.", "percent."}) {
      each_other([&](std::size_t i) {
        lines.columns.push_back({.name = what + whole_id(runs_[i].info)});
      });
    }
    for (const ComparisonRow* row : rows_) {
      std::vector<Cell> cells{row->key};
      cells.insert(cells.end(), row->values.begin(), row->values.end());
      each_other([&](std::size_t i) {
        cells.push_back(row->changes[i] ? Cell(*row->changes[i]) : Cell());
      });
      each_other([&](std::size_t i) {
        const auto percent =
            row->changes[i] ? change_percent(*row->changes[i], base_of(*row)) : std::nullopt;
        cells.push_back(percent ? Cell(*percent) : Cell());
      });
      lines.cells.push_back(std::move(cells));
    }
    return lines;
  }

  /// A line for each key; behind each run but the baseline a column for its changes, if any.
  [[nodiscard]] Lines keys_down() const {
    Lines lines{.columns = {{.name = "key", .title = ""}}, .cells = {}};
    std::vector<bool> changed(runs_.size());
    for (std::size_t i = 0; i < runs_.size(); ++i) {
      changed[i] = std::any_of(rows_.begin(), rows_.end(), [&](const ComparisonRow* row) {
        return row->changes[i].has_value();
      });
      lines.columns.push_back(
          {.name = whole_id(runs_[i].info), .title = labels_[i], .align_right = true});
      if (changed[i]) {
        lines.columns.push_back({.name = "change." + whole_id(runs_[i].info), .title = "change"});
      }
    }
    for (const ComparisonRow* row : rows_) {
      std::vector<Cell> cells{row->key};
      for (std::size_t i = 0; i < runs_.size(); ++i) {
        cells.push_back(row->values[i]);
        if (changed[i]) {
          cells.push_back(change_cell(*row, i));
        }
      }
      lines.cells.push_back(std::move(cells));
    }
    return lines;
  }

  /// A line for each run, the baseline first.
  [[nodiscard]] Lines runs_down() const {
    Lines lines{.columns = {{.name = "run_name", .title = "RUN"}}, .cells = {}};
    for (const ComparisonRow* row : rows_) {
      const auto dot = row->key.find('.');
      const std::string title = dot == std::string::npos ? row->key : row->key.substr(dot + 1);
      lines.columns.push_back(
          {.name = row->key, .title = title, .priority = priority_of(row->key)});
      if (has_changes(*row)) {
        lines.columns.push_back(
            {.name = "change." + row->key, .title = "change", .priority = change});
      }
    }
    const auto add_line = [&](std::size_t i) {
      std::vector<Cell> cells{labels_[i]};
      for (const ComparisonRow* row : rows_) {
        cells.push_back(row->values[i]);
        if (has_changes(*row)) {
          cells.push_back(change_cell(*row, i));
        }
      }
      lines.cells.push_back(std::move(cells));
    };
    add_line(comparison_.baseline);
    each_other(add_line);
    return lines;
  }

 private:
  template <class Visit>
  void each_other(const Visit& visit) const {
    for (std::size_t i = 0; i < runs_.size(); ++i) {
      if (i != comparison_.baseline) {
        visit(i);
      }
    }
  }

  [[nodiscard]] double base_of(const ComparisonRow& row) const {
    return std::get<double>(row.values[comparison_.baseline]);
  }

  [[nodiscard]] Cell change_cell(const ComparisonRow& row, std::size_t i) const {
    return row.changes[i] && *row.changes[i] != 0 ? Cell(change_text(*row.changes[i], base_of(row)))
                                                  : Cell();
  }

  static bool has_changes(const ComparisonRow& row) {
    return std::any_of(row.changes.begin(), row.changes.end(),
                       [](const auto& found) { return found.has_value(); });
  }

  const std::vector<Run>& runs_;
  const Comparison& comparison_;
  std::vector<std::string> labels_;
  std::vector<const ComparisonRow*> rows_;
};

std::size_t width_of(const Lines& lines) {
  std::size_t sum = 0;
  for (std::size_t i = 0; i < lines.columns.size(); ++i) {
    std::size_t widest = display_width(lines.columns[i].title);
    for (const auto& cells : lines.cells) {
      widest = std::max(widest, display_width(cell_text(cells[i], CellStyle::people)));
    }
    constexpr std::size_t gap = 2;
    sum += widest + (i == 0 ? 0 : gap);
  }
  return sum;
}

/// Two runs stand side by side however wide their values are.
bool fits(Context& context, const Lines& lines, std::size_t runs) {
  constexpr std::size_t page = 100;  // columns, where there is no terminal
  const std::size_t width = context.world.out.is_terminal() ? context.world.out.width() : page;
  return runs == 2 || width_of(lines) <= width;
}

}  // namespace

void print_comparison(Context& context, const std::vector<Run>& runs, const Comparison& comparison,
                      EqualRows equal_rows) {
  const OutputOptions output = context.output();
  const ComparisonTable table(runs, comparison, equal_rows);
  Lines lines = is_for_people(output) ? table.keys_down() : table.for_programs();
  // Who names the columns has this table in mind.
  if (is_for_people(output) && output.fields.empty() && !fits(context, lines, runs.size())) {
    lines = table.runs_down();
  }
  const auto writer =
      open_rows(context.world.out, output,
                {.list_name = "rows", .columns = std::move(lines.columns), .id_column = 0});
  for (auto& cells : lines.cells) {
    writer->row(cells, {});
  }
  writer->finish("");
  if (table.hidden() > 0) {
    context.world.out.flush();
    context.note(fmt::format("{} equal {} hidden (--all)", table.hidden(),
                             table.hidden() == 1 ? "row" : "rows"));
  }
}

}  // namespace mltrack::cli
