#include "cli/render/rows.hpp"
#include "support/memory_output.hpp"

#include "mltrack/base/error.hpp"

#include <doctest/doctest.h>

#include <limits>

using namespace mltrack;
using namespace mltrack::cli;
using mltrack::test::MemoryOutput;

namespace {

RowsSpec runs_spec() {
  return {.list_name = "runs",
          .columns = {{.name = "run_id", .title = "RUN", .abbreviate = 8},
                      {.name = "status", .title = "STATUS"},
                      {.name = "metrics.auc", .title = "auc"}},
          .id_column = 0};
}

std::string message_of(const OutputOptions& options) {
  MemoryOutput out;
  try {
    (void)open_rows(out, options, runs_spec());
  } catch (const Error& error) {
    return std::string(error.what()) + " | " + error.hint();
  }
  return "no error";
}

}  // namespace

TEST_CASE("rows: every format is registered, in the order of the help") {
  CHECK(format_names() ==
        std::vector<std::string>{"table", "tsv", "json", "ndjson", "csv", "md", "latex", "id"});
}

TEST_CASE("rows: an unknown format names the nearest and lists all") {
  CHECK(message_of({.format = "jsno"}) ==
        "There is no output format 'jsno' | Did you mean 'json'? The formats are table, tsv, json, "
        "ndjson, csv, md, latex, id");
}

TEST_CASE("rows: an unknown field is refused with what was meant") {
  CHECK(message_of({.format = "tsv", .fields = {"run_di"}}) ==
        "There is no field 'run_di' | Did you mean 'run_id'?");
  CHECK(message_of({.format = "tsv", .fields = {"auc"}}) ==
        "There is no field 'auc' | Did you mean 'metrics.auc'?");
  CHECK(message_of({.format = "tsv", .fields = {"artifact_location"}}) ==
        "There is no field 'artifact_location' | The fields are run_id, status, metrics.auc.");
}

TEST_CASE("rows: a field named twice is refused") {
  CHECK(message_of({.format = "tsv", .fields = {"status", "status"}}) ==
        "Field 'status' is named twice | ");
}

TEST_CASE("rows: formats without columns refuse fields instead of ignoring them") {
  CHECK(message_of({.format = "json", .fields = {"status"}}) ==
        "-o json prints whole objects; no fields can be chosen | Use -o ndjson with --fields.");
  CHECK(
      message_of({.format = "id", .fields = {"status"}}) ==
      "-o id prints the id alone; no fields can be chosen | Use -o tsv --no-header with --fields.");
}

TEST_CASE("rows: fields choose the columns and their order") {
  MemoryOutput out;
  const auto rows =
      open_rows(out, {.format = "tsv", .fields = {"metrics.auc", "run_id"}}, runs_spec());
  rows->row({std::string("r1"), std::string("FINISHED"), 0.5}, {});
  rows->row({std::string("r2")}, {});
  rows->finish("");
  CHECK(out.text == "metrics.auc\trun_id\n0.5\tr1\n\tr2\n");
}

TEST_CASE("cell: people see rounded numbers and dates, machines see all digits") {
  CHECK(cell_text(Cell(0.019999999999999997), CellStyle::people) == "0.02");
  CHECK(cell_text(Cell(0.019999999999999997), CellStyle::machine) == "0.019999999999999997");
  CHECK(cell_text(Cell(Time{1795462995123}), CellStyle::people) == "2026-11-23 19:43:15Z");
  CHECK(cell_text(Cell(Time{1795462995123}), CellStyle::machine) == "1795462995123");
  CHECK(cell_text(Cell(Duration{370000}), CellStyle::people) == "6m 10s");
  CHECK(cell_text(Cell(Duration{370000}), CellStyle::machine) == "370000");
  CHECK(cell_text(Cell(Age{370000}), CellStyle::people) == "6m");
  CHECK(cell_text(Cell(std::int64_t{-7}), CellStyle::people) == "-7");
  CHECK(cell_text(Cell(), CellStyle::people).empty());
}

TEST_CASE("cell: a short number has five digits, a whole one all of them while that is no longer") {
  CHECK(short_number(0.02) == "0.02");
  CHECK(short_number(1234.5) == "1234.5");
  CHECK(short_number(1234567890) == "1.2346e+09");
  CHECK(short_number(123456) == "123456");
  CHECK(short_number(999999999) == "999999999");
  CHECK(short_number(123456.7) == "1.2346e+05");
  CHECK(short_number(2.0) == "2");
  CHECK(short_number(-0.0) == "0");
  CHECK(short_number(1e-7) == "1e-07");
  CHECK(short_number(1.0 / 3) == "0.33333");
  CHECK(short_number(std::numeric_limits<double>::quiet_NaN()) == "nan");
  CHECK(short_number(-std::numeric_limits<double>::infinity()) == "-inf");
}
