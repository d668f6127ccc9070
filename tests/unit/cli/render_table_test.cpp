#include "cli/render/rows.hpp"
#include "support/memory_output.hpp"

#include "mltrack/base/unicode.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <string>
#include <vector>

using namespace mltrack;
using namespace mltrack::cli;
using mltrack::test::MemoryOutput;

namespace {

RowsSpec runs_spec() {
  return {.list_name = "runs",
          .columns = {{.name = "run_id", .title = "RUN", .priority = 0, .abbreviate = 8},
                      {.name = "run_name", .title = "NAME", .priority = 0},
                      {.name = "status", .title = "STATUS", .priority = 2},
                      {.name = "metrics.auc", .title = "auc", .priority = 0},
                      {.name = "params.opt", .title = "opt", .priority = 1}},
          .id_column = 0};
}

std::vector<Cell> run_row(std::string id, std::string name, std::string status, Cell auc,
                          std::string opt) {
  return {std::move(id), std::move(name), std::move(status), std::move(auc), std::move(opt)};
}

void fill(RowWriter& rows) {
  rows.row(run_row("f063b36b11112222", "trial-4", "FINISHED", 0.6348, "lion"), {});
  rows.row(run_row("90b9224711112222", "trial-three", "RUNNING", 12.964131, "sgd"), {});
  rows.row(run_row("1ab8f3d611112222", "", "FAILED", std::monostate(), ""), {});
  rows.finish("token");
}

std::string table(MemoryOutput out, const OutputOptions& options = {.format = "table"}) {
  fill(*open_rows(out, options, runs_spec()));
  return out.text;
}

std::string one_cell(MemoryOutput out, std::string text) {
  RowsSpec spec{.list_name = "x",
                .columns = {{.name = "a", .title = "A"}, {.name = "b", .title = "B"}}};
  const auto rows = open_rows(out, {.format = "table", .header = false}, spec);
  rows->row({std::move(text), std::string("end")}, {});
  rows->finish("");
  return out.text;
}

}  // namespace

TEST_CASE("table: columns are aligned, numbers to the right, with no blanks at the end of lines") {
  CHECK(table(MemoryOutput()) ==
        "RUN       NAME         STATUS       auc  opt\n"
        "f063b36b  trial-4      FINISHED  0.6348  lion\n"
        "90b92247  trial-three  RUNNING   12.964  sgd\n"
        "1ab8f3d6               FAILED\n");
}

TEST_CASE("table: a narrow terminal loses the columns of the highest priority first") {
  CHECK(table(MemoryOutput(45)) == table(MemoryOutput()));
  CHECK(table(MemoryOutput(44)) ==
        "RUN       NAME            auc  opt\n"
        "f063b36b  trial-4      0.6348  lion\n"
        "90b92247  trial-three  12.964  sgd\n"
        "1ab8f3d6\n");
  CHECK(table(MemoryOutput(30)) ==
        "RUN       NAME            auc\n"
        "f063b36b  trial-4      0.6348\n"
        "90b92247  trial-three  12.964\n"
        "1ab8f3d6\n");
}

TEST_CASE("table: when nothing more can go, text is cut and numbers stay whole") {
  CHECK(table(MemoryOutput(24)) ==
        "RUN      NAME        auc\n"
        "f063b3…  trial-4  0.6348\n"
        "90b922…  trial-…  12.964\n"
        "1ab8f3…\n");
}

TEST_CASE("table: no line is wider than the terminal, however narrow") {
  for (std::size_t width = 1; width < 60; ++width) {
    const std::string text = table(MemoryOutput(width));
    CAPTURE(width);
    std::size_t begin = 0;
    while (begin < text.size()) {
      const std::size_t end = text.find('\n', begin);
      CHECK(display_width(std::string_view(text).substr(begin, end - begin)) <= width);
      CHECK((end == begin || text[end - 1] != ' '));
      begin = end + 1;
    }
  }
}

TEST_CASE("table: one long text is cut before other columns are lost to it") {
  MemoryOutput out(60);
  RowsSpec spec{.list_name = "x",
                .columns = {{.name = "key", .title = "KEY"},
                            {.name = "value", .title = "VALUE"},
                            {.name = "user", .title = "USER", .priority = 5}}};
  const auto rows = open_rows(out, {.format = "table"}, spec);
  rows->row({std::string("note"), std::string(100, 'x'), std::string("ann")}, {});
  rows->finish("");
  CHECK(out.text ==
        "KEY   VALUE                                             USER\n"
        "note  " +
            std::string(47, 'x') + "…  ann\n");
}

TEST_CASE("table: the header is bold only in color, and can be left out") {
  CHECK(table(MemoryOutput(), {.format = "table", .color = true}).find("\x1b[1mRUN  ") == 0);
  CHECK(table(MemoryOutput(), {.format = "table", .color = true}).find("opt\x1b[0m\n") !=
        std::string::npos);
  CHECK(table(MemoryOutput()).find('\x1b') == std::string::npos);
  CHECK(table(MemoryOutput(), {.format = "table", .header = false}).find("f063b36b  trial-4") == 0);
}

TEST_CASE("table: wide, combining and joined characters keep the columns aligned") {
  CHECK(one_cell(MemoryOutput(), "日本") == "日本  end\n");
  MemoryOutput out;
  RowsSpec spec{.list_name = "x",
                .columns = {{.name = "a", .title = "A"}, {.name = "b", .title = "B"}}};
  const auto rows = open_rows(out, {.format = "table"}, spec);
  for (const char* text : {"日本", "e\xCC\x81t\xC3\xA9", "👩‍👩‍👧", "שלום", "abcd"}) {
    rows->row({std::string(text), std::string("|")}, {});
  }
  rows->finish("");
  CHECK(out.text ==
        "A     B\n日本  |\ne\xCC\x81té   |\n👩‍👩‍👧    |\nשלום  |\nabcd  |\n");
}

TEST_CASE("table: no control character and no mark of direction reaches the terminal") {
  CHECK(one_cell(MemoryOutput(), "a\x1b[31m\n\tb\x7f\xC2\x9B") ==
        "a\\x1b[31m\\n\\tb\\x7f\\x9b  end\n");
  CHECK(one_cell(MemoryOutput(),
                 "\xE2\x80\xAE"
                 "abc") == "\\u202eabc  end\n");
  CHECK(one_cell(MemoryOutput(), "\xff") == "\\xff  end\n");
}

TEST_CASE("table: a column with a text among its numbers is text; empty cells do not matter") {
  MemoryOutput out;
  RowsSpec spec{.list_name = "x",
                .columns = {{.name = "a", .title = "mixed"},
                            {.name = "b", .title = "number"},
                            {.name = "c", .title = "C"}}};
  const auto rows = open_rows(out, {.format = "table"}, spec);
  const std::string c = "c";
  rows->row({1.5, std::monostate(), c}, {});
  rows->row({std::string("x"), std::numeric_limits<double>::quiet_NaN(), c}, {});
  rows->row({2.0, std::int64_t{7}, c}, {});
  rows->finish("");
  CHECK(out.text == "mixed  number  C\n1.5            c\nx         nan  c\n2           7  c\n");
}

TEST_CASE("table: without rows there is the header alone") {
  MemoryOutput out(40);
  open_rows(out, {.format = "table"}, runs_spec())->finish("");
  CHECK(out.text == "RUN  NAME  STATUS  auc  opt\n");
}
