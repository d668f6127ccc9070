#include "command.hpp"
#include "read_input.hpp"
#include "render/dict_text.hpp"
#include "upload.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/unicode.hpp"
#include "mltrack/wire/batch_line.hpp"
#include "mltrack/yaml/document.hpp"

namespace mltrack::cli {
namespace {

class LogDict final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.positional("JSON", json_, "A JSON object or array, or - for standard input");
    flags.positional("PATH", path_, "Path of the artifact; .yaml and .yml are written as YAML");
  }

  void run(Context& context) override {
    const auto value = wire::parse_json(json_ == "-" ? read_all_input(context) : json_);
    if (!std::holds_alternative<yaml::Map>(value.data) &&
        !std::holds_alternative<yaml::List>(value.data)) {
      throw Error::invalid("It is neither a JSON object nor an array: '{}'",
                           escape_controls(json_));
    }
    // MLflow: the ending decides; everything but YAML is JSON with an indent of 2.
    const bool is_yaml = path_.ends_with(".yaml") || path_.ends_with(".yml");
    upload_artifact(context, path_,
                    *text_reader(is_yaml ? yaml::emit_ascii(value) : json_text(value)));
  }

 private:
  std::string json_;
  std::string path_;
};

const Registration<LogDict> registration{{
    .name = "log-dict",
    .summary = "Store a JSON object as an artifact, as JSON or YAML",
    .group = Group::artifacts,
    .needs = needs_store | needs_run,
    .description = "",
    .examples = {"mltrack log-dict --run \"$RUN\" '{\"classes\": [\"a\", \"b\"]}' labels.json",
                 "jq .config big.json | mltrack log-dict --run \"$RUN\" - config.yaml"},
}};

}  // namespace
}  // namespace mltrack::cli
