// -o ndjson: one flat JSON object a line, its fields the columns in their order. A cell without a
// value is null, so that every line has the same fields.

#include "render/rows.hpp"

namespace mltrack::cli {
namespace {

class NdjsonRows final : public RowWriter {
 public:
  NdjsonRows(Output& out, const RowsSpec& spec) : out_(out) {
    for (const Column& column : spec.columns) {
      std::string lead = lead_.empty() ? "{" : ",";
      wire::append_json_text(lead, column.name);
      lead_.push_back(lead + ':');
    }
  }

  void row(const RowCells& cells, const JsonOf& /*json*/) override {
    line_.clear();
    for (std::size_t i = 0; i < lead_.size(); ++i) {
      line_ += lead_[i];
      add(cells[i]);
    }
    line_ += lead_.empty() ? "{}\n" : "}\n";
    out_.write(line_);
  }

  void finish(std::string_view /*next_page_token*/) override {}

 private:
  void add(const Cell& cell) {
    if (const auto* text = std::get_if<std::string>(&cell)) {
      wire::append_json_text(line_, *text);
    } else if (const auto* number = std::get_if<double>(&cell)) {
      wire::append_json_number(line_, *number);
    } else if (std::holds_alternative<std::monostate>(cell)) {
      line_ += "null";
    } else {
      append_cell(line_, cell, CellStyle::machine);
    }
  }

  Output& out_;
  std::vector<std::string> lead_;  // what stands before each value: `{"run_id":`, `,"status":`
  std::string line_;
};

const Format ndjson{
    4, "ndjson", "one flat JSON object a line",
    [](Output& out, const OutputOptions& /*options*/, RowsSpec spec) -> std::unique_ptr<RowWriter> {
      return std::make_unique<NdjsonRows>(out, spec);
    }};

}  // namespace
}  // namespace mltrack::cli
