// -o id: the id of each row, one a line, for `$(...)` and xargs.

#include "render/rows.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/unicode.hpp"

namespace mltrack::cli {
namespace {

class IdRows final : public RowWriter {
 public:
  IdRows(Output& out, std::size_t column) : out_(out), column_(column) {}

  void row(const RowCells& cells, const JsonOf& /*json*/) override {
    std::string line = cell_text(cells[column_], CellStyle::machine);
    if (out_.is_terminal()) {
      line = escape_controls(line);
    }
    line += '\n';
    out_.write(line);
  }

  void finish(std::string_view /*next_page_token*/) override {}

 private:
  Output& out_;
  std::size_t column_;
};

std::unique_ptr<RowWriter> open_id(Output& out, const OutputOptions& options, RowsSpec spec) {
  if (!options.fields.empty()) {
    throw Error::invalid("-o id prints the id alone; no fields can be chosen")
        .with_hint("Use -o tsv --no-header with --fields.");
  }
  return std::make_unique<IdRows>(out, spec.id_column);
}

const Format id{8, "id", "ids alone, one a line", open_id};

}  // namespace
}  // namespace mltrack::cli
