// -o csv: RFC 4180, but lines end with LF, as every reader takes it and as text files do here.
// Cells that a spreadsheet would take for formulas (`=1+1`) are not altered: the file is data, and
// a changed value would be a wrong value for everything that is not a spreadsheet.

#include "render/rows.hpp"

#include "mltrack/base/unicode.hpp"

namespace mltrack::cli {
namespace {

class CsvRows final : public RowWriter {
 public:
  CsvRows(Output& out, const OutputOptions& options, const RowsSpec& spec)
      : out_(out), columns_(spec.columns.size()), terminal_(out.is_terminal()) {
    if (options.header) {
      for (const Column& column : spec.columns) {
        add(column.name);
      }
      end_line();
    }
  }

  void row(const RowCells& cells, const JsonOf& /*json*/) override {
    for (std::size_t i = 0; i < columns_; ++i) {
      const Cell& cell = cells[i];
      if (const auto* text = std::get_if<std::string>(&cell)) {
        add(*text);
      } else {
        separate();
        append_cell(line_, cell, CellStyle::machine);
      }
    }
    end_line();
  }

  void finish(std::string_view /*next_page_token*/) override {}

 private:
  void separate() {
    if (!first_) {
      line_ += ',';
    }
    first_ = false;
  }

  void add(std::string_view text) {
    separate();
    std::string harmless;
    if (terminal_) {  // a person looks: no cell may play with the terminal
      harmless = escape_controls(text);
      text = harmless;
    }
    if (text.find_first_of(",\"\n\r") == std::string_view::npos) {
      line_ += text;
      return;
    }
    line_ += '"';
    for (const char c : text) {
      if (c == '"') {
        line_ += '"';
      }
      line_ += c;
    }
    line_ += '"';
  }

  void end_line() {
    if (line_.empty()) {
      line_ = "\"\"";  // one empty cell; readers skip a line without anything on it
    }
    line_ += '\n';
    out_.write(line_);
    line_.clear();
    first_ = true;
  }

  Output& out_;
  std::size_t columns_;
  bool terminal_;
  std::string line_;
  bool first_ = true;  // in the line
};

const Format csv{
    5, "csv", "comma-separated values (RFC 4180)",
    [](Output& out, const OutputOptions& options, RowsSpec spec) -> std::unique_ptr<RowWriter> {
      return std::make_unique<CsvRows>(out, options, spec);
    }};

}  // namespace
}  // namespace mltrack::cli
