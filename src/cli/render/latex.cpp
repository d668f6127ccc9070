// -o latex: a table for a paper, in the manner of the package booktabs. All rows are held, since the
// first line says how each column is aligned, and a column is one of numbers only if all of it is.

#include "render/rows.hpp"

#include "mltrack/base/unicode.hpp"

#include <cmath>

namespace mltrack::cli {
namespace {

std::string_view escaped(char c) {
  switch (c) {
    case '\\':
      return "\\textbackslash{}";
    case '~':
      return "\\textasciitilde{}";
    case '^':
      return "\\textasciicircum{}";
    case '<':
      return "\\textless{}";
    case '>':
      return "\\textgreater{}";
    case '|':
      return "\\textbar{}";
    case '&':
      return "\\&";
    case '%':
      return "\\%";
    case '$':
      return "\\$";
    case '#':
      return "\\#";
    case '_':
      return "\\_";
    case '{':
      return "\\{";
    case '}':
      return "\\}";
    default:
      return {};
  }
}

/// Text as LaTeX prints it. Line ends become blanks: a cell has one line.
std::string latex_text(std::string_view text) {
  std::string one_line;
  for (const char c : text) {
    if (c != '\n') {
      one_line += c;
    } else if (one_line.ends_with('\r')) {
      one_line.back() = ' ';
    } else {
      one_line += ' ';
    }
  }
  std::string out;
  for (const char c : escape_controls(one_line)) {
    if (const auto command = escaped(c); !command.empty()) {
      out += command;
    } else if (out.empty() && (c == '[' || c == '*')) {
      out += {'{', c, '}'};  // behind the `\\` of the row above these would be its arguments
    } else if (c == '-' && out.ends_with('-')) {
      out += "{}-";  // "--" is a dash, not two hyphens
    } else {
      out += c;
    }
  }
  return out;
}

/// A number as it is printed: with a real minus, and powers of ten as such.
std::string latex_number(const std::string& text) {
  if (const auto e = text.find('e'); e != std::string::npos) {
    const bool negative = text[e + 1] == '-';
    const auto digits = text.find_first_not_of("+-0", e + 1);
    return "$" + text.substr(0, e) + " \\times 10^{" + (negative ? "-" : "") + text.substr(digits) +
           "}$";
  }
  return text.starts_with('-') ? "$" + text + "$" : text;
}

std::string latex_cell(const Cell& cell, const Column& column) {
  if (const auto* number = std::get_if<double>(&cell); number != nullptr && std::isinf(*number)) {
    return *number > 0 ? "$\\infty$" : "$-\\infty$";
  }
  const std::string text = cell_text(cell, CellStyle::people);
  if (is_number(cell)) {
    return latex_number(text);
  }
  const bool abbreviate = column.abbreviate > 0 && std::holds_alternative<std::string>(cell);
  return latex_text(abbreviate ? first_code_points(text, column.abbreviate) : text);
}

class LatexRows final : public RowWriter {
 public:
  LatexRows(Output& out, const OutputOptions& options, RowsSpec spec)
      : out_(out), header_(options.header), columns_(std::move(spec.columns)) {
    for (const Column& column : columns_) {
      align_.push_back(column.align_right ? Align::always_right : Align::unknown);
    }
  }

  void row(const RowCells& cells, const JsonOf& /*json*/) override {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (align_[i] != Align::always_right && !std::holds_alternative<std::monostate>(cells[i])) {
        align_[i] = is_number(cells[i]) && align_[i] != Align::left ? Align::right : Align::left;
      }
      add(body_, i, latex_cell(cells[i], columns_[i]));
    }
  }

  void finish(std::string_view /*next_page_token*/) override {
    std::string head = "% needs \\usepackage{booktabs}\n\\begin{tabular}{";
    for (const Align align : align_) {
      head += align == Align::right || align == Align::always_right ? 'r' : 'l';
    }
    head += "}\n\\toprule\n";
    if (header_) {
      for (std::size_t i = 0; i < columns_.size(); ++i) {
        add(head, i, latex_text(columns_[i].title));
      }
      head += "\\midrule\n";
    }
    out_.write(head);
    out_.write(body_);
    out_.write("\\bottomrule\n\\end{tabular}\n");
  }

 private:
  enum class Align { unknown, left, right, always_right };

  void add(std::string& out, std::size_t column, std::string_view text) const {
    out += column == 0 ? "" : " & ";
    out += text;
    out += column + 1 == columns_.size() ? " \\\\\n" : "";
  }

  Output& out_;
  bool header_;
  std::vector<Column> columns_;
  std::vector<Align> align_;
  std::string body_;
};

const Format latex{
    7, "latex", "a table for a paper (booktabs)",
    [](Output& out, const OutputOptions& options, RowsSpec spec) -> std::unique_ptr<RowWriter> {
      return std::make_unique<LatexRows>(out, options, std::move(spec));
    },
    Reader::person};

}  // namespace
}  // namespace mltrack::cli
