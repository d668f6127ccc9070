// -o tsv: one line a row, cells between tabs. Every tool that cuts at tabs can read it, because
// tabs and line ends inside cells are escaped (`\t \n \r`, and `\\` so that it can be undone).

#include "render/rows.hpp"

#include "mltrack/base/unicode.hpp"

namespace mltrack::cli {
namespace {

class TsvRows final : public RowWriter {
 public:
  TsvRows(Output& out, const OutputOptions& options, const RowsSpec& spec)
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
      line_ += '\t';
    }
    first_ = false;
  }

  void add(std::string_view text) {
    separate();
    const std::size_t begin = line_.size();
    while (true) {
      const std::size_t plain = text.find_first_of("\t\n\r\\");
      line_ += text.substr(0, plain);
      if (plain == std::string_view::npos) {
        break;
      }
      const char c = text[plain];
      line_ += '\\';
      line_ += c == '\t' ? 't' : c == '\n' ? 'n' : c == '\r' ? 'r' : '\\';
      text.remove_prefix(plain + 1);
    }
    if (terminal_) {  // a person looks: no cell may play with the terminal
      line_.replace(begin, std::string::npos,
                    escape_controls(std::string_view(line_).substr(begin)));
    }
  }

  void end_line() {
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

const Format tsv{
    2, "tsv", "tab-separated values; the default on a pipe",
    [](Output& out, const OutputOptions& options, RowsSpec spec) -> std::unique_ptr<RowWriter> {
      return std::make_unique<TsvRows>(out, options, spec);
    }};

}  // namespace
}  // namespace mltrack::cli
