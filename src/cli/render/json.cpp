// -o json: the answer of MLflow's REST API, written object by object as they come.

#include "render/rows.hpp"

#include "mltrack/base/error.hpp"

#include <nlohmann/json.hpp>

namespace mltrack::cli {
namespace {

class JsonRows final : public RowWriter {
 public:
  JsonRows(Output& out, const std::string& list_name) : out_(out) {
    text_ = "{\n  ";
    wire::append_json_text(text_, list_name);
    text_ += ": [";
  }

  void row(const RowCells& /*cells*/, const JsonOf& json) override {
    text_ += empty_ ? "\n    " : ",\n    ";
    wire::append_json(text_, json(), wire::JsonLayout::indented, 2);
    empty_ = false;
    write();
  }

  /// MLflow: an empty list is left out and the answer is `{}`. Ours is always there, so that
  /// `jq '.runs[]'` gives nothing instead of an error.
  void finish(std::string_view next_page_token) override {
    text_ += empty_ ? "]" : "\n  ]";
    if (!next_page_token.empty()) {
      text_ += ",\n  \"next_page_token\": ";
      wire::append_json_text(text_, next_page_token);
    }
    text_ += "\n}\n";
    write();
  }

 private:
  void write() {
    out_.write(text_);
    text_.clear();
  }

  Output& out_;
  std::string text_;
  bool empty_ = true;
};

std::unique_ptr<RowWriter> open_json(Output& out, const OutputOptions& options, RowsSpec spec) {
  if (!options.fields.empty()) {
    throw Error::invalid("-o json prints whole objects; no fields can be chosen")
        .with_hint("Use -o ndjson with --fields.");
  }
  return std::make_unique<JsonRows>(out, spec.list_name);
}

const Format json{3, "json", "whole objects, as MLflow's REST API gives them", open_json};

}  // namespace

wire::Json JsonOf::operator()() const {
  return std::visit(
      [](const auto& source) -> wire::Json {
        using Source = std::decay_t<decltype(source)>;
        if constexpr (std::is_same_v<Source, std::monostate>) {
          return nullptr;
        } else if constexpr (std::is_pointer_v<Source>) {
          return wire::to_json(*source);
        } else {
          return source();
        }
      },
      source_);
}

void print_json(Output& out, const JsonOf& json) {
  print_json(out, json());
}

void print_json(Output& out, const wire::Json& json) {
  std::string text;
  wire::append_json(text, json, wire::JsonLayout::indented);
  text += '\n';
  out.write(text);
}

}  // namespace mltrack::cli
