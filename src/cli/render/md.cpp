// -o md: a table for an issue, a README or a chat (GitHub's Markdown).

#include "render/rows.hpp"

#include "mltrack/base/unicode.hpp"

namespace mltrack::cli {
namespace {

/// Text as Markdown shows it: what it would take for markup is escaped, line ends become `<br>`.
std::string markdown_text(std::string_view text) {
  std::string out;
  while (true) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    if (end != std::string_view::npos && line.ends_with('\r')) {
      line.remove_suffix(1);
    }
    for (const char c : escape_controls(line)) {
      // No underscore: inside a word, where ours are, it is plain text.
      if (std::string_view("\\|<*`[").find(c) != std::string_view::npos) {
        out += '\\';
      }
      out += c;
    }
    if (end == std::string_view::npos) {
      return out;
    }
    out += "<br>";
    text.remove_prefix(end + 1);
  }
}

class MarkdownRows final : public RowWriter {
 public:
  MarkdownRows(Output& out, const OutputOptions& options, RowsSpec spec)
      : out_(out), header_(options.header), columns_(std::move(spec.columns)) {}

  void row(const RowCells& cells, const JsonOf& /*json*/) override {
    write_header(cells);
    std::string line = "|";
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      std::string text = cell_text(cells[i], CellStyle::people);
      const auto abbreviate = columns_[i].abbreviate;
      if (abbreviate > 0 && std::holds_alternative<std::string>(cells[i])) {
        text = std::string(first_code_points(text, abbreviate));
      }
      add(line, markdown_text(text));
    }
    out_.write(line + '\n');
  }

  void finish(std::string_view /*next_page_token*/) override { write_header({}); }

 private:
  static void add(std::string& line, std::string_view text) {
    line += ' ';
    line += text;
    line += text.empty() ? "|" : " |";
  }

  /// With the first row, whose cells tell which columns are numbers.
  void write_header(const RowCells& first_row) {
    if (!header_) {
      return;
    }
    header_ = false;
    std::string titles = "|";
    std::string rules = "|";
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      add(titles, markdown_text(columns_[i].title));
      add(rules, is_number(first_row[i]) ? "---:" : "---");
    }
    out_.write(titles + '\n' + rules + '\n');
  }

  Output& out_;
  bool header_;  // still to be written
  std::vector<Column> columns_;
};

const Format md{
    6, "md", "a Markdown table",
    [](Output& out, const OutputOptions& options, RowsSpec spec) -> std::unique_ptr<RowWriter> {
      return std::make_unique<MarkdownRows>(out, options, std::move(spec));
    },
    Reader::person};

}  // namespace
}  // namespace mltrack::cli
