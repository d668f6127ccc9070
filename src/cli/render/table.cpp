// -o table: aligned columns for people, no wider than the terminal. It alone holds all rows, since
// the width of a column is known only when its last cell is.

#include "render/rows.hpp"
#include "render/table_layout.hpp"

#include "mltrack/base/unicode.hpp"

#include <algorithm>

namespace mltrack::cli {
namespace {

constexpr const char* bold = "\x1b[1m";
constexpr const char* plain = "\x1b[0m";

struct TextCell {
  std::string text;
  std::size_t width = 0;
};

TextCell text_cell(std::string_view text) {
  TextCell cell{.text = escape_controls(text)};
  cell.width = display_width(cell.text);
  return cell;
}

class TableRows final : public RowWriter {
 public:
  TableRows(Output& out, const OutputOptions& options, RowsSpec spec)
      : out_(out),
        options_(options),
        columns_(std::move(spec.columns)),
        sizes_(columns_.size()),
        text_(columns_.size(), false) {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      titles_.push_back(text_cell(columns_[i].title));
      sizes_[i].title = options.header ? titles_[i].width : 0;
      sizes_[i].priority = columns_[i].priority;
    }
  }

  void row(const RowCells& cells, const JsonOf& /*json*/) override {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      std::string text = cell_text(cells[i], CellStyle::people);
      if (columns_[i].abbreviate > 0 && std::holds_alternative<std::string>(cells[i])) {
        text = std::string(first_code_points(text, columns_[i].abbreviate));
      }
      cells_.push_back(text_cell(text));
      sizes_[i].cells = std::max(sizes_[i].cells, cells_.back().width);
      // A column is one of numbers if it has numbers and nothing else; empty cells do not matter.
      if (is_number(cells[i])) {
        sizes_[i].number = !text_[i];
      } else if (!std::holds_alternative<std::monostate>(cells[i])) {
        sizes_[i].number = false;
        text_[i] = true;
      }
    }
  }

  void finish(std::string_view /*next_page_token*/) override {
    if (out_.is_terminal()) {
      limit_ = out_.width();
    }
    widths_ = fit_columns(sizes_, limit_);
    if (options_.header) {
      const std::string line = format_line(titles_.data());
      out_.write(options_.color ? bold + line + plain : line);
      out_.write("\n");
    }
    if (columns_.empty()) {
      return;
    }
    for (std::size_t begin = 0; begin < cells_.size(); begin += columns_.size()) {
      out_.write(format_line(cells_.data() + begin) + '\n');
    }
  }

  [[nodiscard]] std::size_t columns_left_out() const override {
    return static_cast<std::size_t>(std::count(widths_.begin(), widths_.end(), std::nullopt));
  }

 private:
  std::string format_line(const TextCell* cells) const {
    std::string line;
    std::size_t pending = 0;  // blanks before the next text: none is written at the end of a line
    bool first = true;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (!widths_[i]) {
        continue;
      }
      pending += first ? 0 : column_gap;
      first = false;
      const bool cut = cells[i].width > *widths_[i];
      const std::string text = cut ? fit_width(cells[i].text, *widths_[i]) : cells[i].text;
      const std::size_t width = cut ? display_width(text) : cells[i].width;
      const std::size_t padding = *widths_[i] - std::min(width, *widths_[i]);
      const bool right = sizes_[i].number || columns_[i].align_right;
      pending += right ? padding : 0;
      if (!text.empty()) {
        line.append(pending, ' ');
        line += text;
        pending = 0;
      }
      pending += right ? 0 : padding;
    }
    line.erase(line.find_last_not_of(' ') + 1);  // blanks that a cell ends with
    return limit_ ? fit_width(line, *limit_) : line;
  }

  Output& out_;
  OutputOptions options_;
  std::vector<Column> columns_;
  std::vector<TextCell> titles_;
  std::vector<ColumnSize> sizes_;
  std::vector<bool> text_;       // the column has a cell that is not a number
  std::vector<TextCell> cells_;  // row by row
  std::optional<std::size_t> limit_;
  std::vector<std::optional<std::size_t>> widths_;
};

const Format table{
    1, "table", "aligned columns; the default on a terminal",
    [](Output& out, const OutputOptions& options, RowsSpec spec) -> std::unique_ptr<RowWriter> {
      return std::make_unique<TableRows>(out, options, std::move(spec));
    },
    Reader::person};

}  // namespace
}  // namespace mltrack::cli
