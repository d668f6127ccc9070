// tsv, csv, md, latex and id.

#include "cli/render/rows.hpp"
#include "support/memory_output.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <string>

using namespace mltrack;
using namespace mltrack::cli;
using mltrack::test::MemoryOutput;

namespace {

RowsSpec spec() {
  return {.list_name = "runs",
          .columns = {{.name = "run_id", .title = "RUN", .abbreviate = 4},
                      {.name = "metrics.auc", .title = "auc"},
                      {.name = "tags.note", .title = "note"}},
          .id_column = 0};
}

std::string written(MemoryOutput out, const OutputOptions& options, std::string note) {
  const auto rows = open_rows(out, options, spec());
  rows->row({std::string("abcdef"), 0.1234567890123, std::move(note)}, {});
  rows->row({std::string("123456")}, {});
  rows->finish("token");
  return out.text;
}

std::string note_in(const std::string& format, std::string note) {
  const std::string text =
      written(MemoryOutput(), {.format = format, .header = false}, std::move(note));
  const std::string begin = format == "tsv"   ? "0.1234567890123\t"
                            : format == "csv" ? "0.1234567890123,"
                                              : "0.12346 |";
  const std::string end = format == "tsv"   ? "\n123456"
                          : format == "csv" ? "\n123456"
                                            : " |\n| 1234";
  const auto from = text.find(begin) + begin.size();
  return text.substr(from, text.rfind(end) - from);
}

/// What latex makes of the cell of one row of one column.
std::string latex_note(Cell cell) {
  MemoryOutput out;
  const auto rows =
      open_rows(out, {.format = "latex", .fields = {"tags.note"}, .header = false}, spec());
  rows->row({Cell(), Cell(), std::move(cell)}, {});
  rows->finish("");
  const std::string begin = "\\toprule\n";
  const auto from = out.text.find(begin) + begin.size();
  return out.text.substr(from, out.text.find(" \\\\\n", from) - from);
}

}  // namespace

TEST_CASE("tsv: a header of machine names, all digits, and an empty cell for no value") {
  CHECK(written(MemoryOutput(), {.format = "tsv"}, "a b") ==
        "run_id\tmetrics.auc\ttags.note\nabcdef\t0.1234567890123\ta b\n123456\t\t\n");
  CHECK(written(MemoryOutput(), {.format = "tsv", .header = false}, "") ==
        "abcdef\t0.1234567890123\t\n123456\t\t\n");
}

TEST_CASE("tsv: no cell breaks lines or columns, and what was escaped can be undone") {
  CHECK(note_in("tsv", "a\tb\nc\rd\\n") == "a\\tb\\nc\\rd\\\\n");
  CHECK(note_in("tsv", "\"quoted\", é \x1b\xff") == "\"quoted\", é \x1b\xff");
}

TEST_CASE("tsv and csv: a terminal gets no control characters, a pipe gets the bytes") {
  CHECK(written(MemoryOutput(80), {.format = "tsv"}, "\x1b[2J").find("\\x1b[2J") !=
        std::string::npos);
  CHECK(written(MemoryOutput(80), {.format = "csv"}, "\x1b[2J").find("\\x1b[2J") !=
        std::string::npos);
  CHECK(written(MemoryOutput(), {.format = "csv"}, "\x1b[2J").find("\x1b[2J") != std::string::npos);
}

TEST_CASE("csv: RFC 4180 quotes where they are needed and nowhere else, lines end with LF") {
  CHECK(written(MemoryOutput(), {.format = "csv"}, "a b") ==
        "run_id,metrics.auc,tags.note\nabcdef,0.1234567890123,a b\n123456,,\n");
  CHECK(note_in("csv", "a,b") == "\"a,b\"");
  CHECK(note_in("csv", "say \"hi\"") == "\"say \"\"hi\"\"\"");
  CHECK(note_in("csv", "two\nlines\r") == "\"two\nlines\r\"");
  CHECK(note_in("csv", "=1+1") == "=1+1");
}

TEST_CASE("csv: a line of one empty cell is not an empty line") {
  MemoryOutput out;
  const auto rows = open_rows(out, {.format = "csv", .fields = {"metrics.auc"}}, spec());
  rows->row({}, {});
  rows->finish("");
  CHECK(out.text == "metrics.auc\n\"\"\n");
}

TEST_CASE("md: a table for people, numbers to the right by the first row") {
  CHECK(written(MemoryOutput(), {.format = "md"}, "a b") ==
        "| RUN | auc | note |\n| --- | ---: | --- |\n| abcd | 0.12346 | a b |\n| 1234 | | |\n");
  MemoryOutput empty;
  open_rows(empty, {.format = "md"}, spec())->finish("");
  CHECK(empty.text == "| RUN | auc | note |\n| --- | --- | --- |\n");
}

TEST_CASE("md: cells cannot break the table nor be taken for markup") {
  CHECK(note_in("md", "a|b") == " a\\|b");
  CHECK(note_in("md", "a\\|b") == " a\\\\\\|b");
  CHECK(note_in("md", "one\ntwo\r\nthree") == " one<br>two<br>three");
  CHECK(note_in("md", "<script> *b* `c` [d](e)") == " \\<script> \\*b\\* \\`c\\` \\[d](e)");
  CHECK(note_in("md", "val_loss") == " val_loss");
  CHECK(note_in("md", "\x1b[2J") == " \\\\x1b\\[2J");
}

TEST_CASE("latex: a booktabs table, a column of numbers to the right") {
  CHECK(written(MemoryOutput(), {.format = "latex"}, "a b") ==
        "% needs \\usepackage{booktabs}\n\\begin{tabular}{lrl}\n\\toprule\n"
        "RUN & auc & note \\\\\n\\midrule\nabcd & 0.12346 & a b \\\\\n1234 &  &  \\\\\n"
        "\\bottomrule\n\\end{tabular}\n");
}

TEST_CASE("latex: a column that has text anywhere is one of text") {
  MemoryOutput out;
  const auto rows = open_rows(out, {.format = "latex", .header = false}, spec());
  rows->row({std::string("a"), 1.0, std::string("x")}, {});
  rows->row({std::string("b"), std::string("none"), 2.0}, {});
  rows->row({std::string("c"), 1.0, 2.0}, {});
  rows->finish("");
  CHECK(out.text.find("{lll}") != std::string::npos);
}

TEST_CASE("latex: no cell is taken for a command, a column or an end of the row") {
  CHECK(latex_note(std::string("50% of $5 & a_b #1 {x} a^b ~ <c|d>")) ==
        "50\\% of \\$5 \\& a\\_b \\#1 \\{x\\} a\\textasciicircum{}b \\textasciitilde{} "
        "\\textless{}c\\textbar{}d\\textgreater{}");
  CHECK(latex_note(std::string("\\input{x}")) == "\\textbackslash{}input\\{x\\}");
  CHECK(latex_note(std::string("one\ntwo\r\nthree")) == "one two three");
  CHECK(latex_note(std::string("[1cm] [x]")) == "{[}1cm] [x]");
  CHECK(latex_note(std::string("*a")) == "{*}a");
  CHECK(latex_note(std::string("--lr")) == "-{}-lr");
}

TEST_CASE("latex: numbers as a paper has them") {
  CHECK(latex_note(-0.5) == "$-0.5$");
  CHECK(latex_note(1.5e-7) == "$1.5 \\times 10^{-7}$");
  CHECK(latex_note(-1e100) == "$-1 \\times 10^{100}$");
  CHECK(latex_note(std::nan("")) == "nan");
  CHECK(latex_note(-INFINITY) == "$-\\infty$");
}

TEST_CASE("id: the bare id of each row") {
  CHECK(written(MemoryOutput(), {.format = "id"}, "x") == "abcdef\n123456\n");
}
