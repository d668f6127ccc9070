#include "command.hpp"
#include "key_value.hpp"
#include "read_input.hpp"

#include "mltrack/base/digest.hpp"
#include "mltrack/base/error.hpp"
#include "mltrack/base/unicode.hpp"
#include "mltrack/wire/batch_line.hpp"

namespace mltrack::cli {
namespace {

class LogInput final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.optional_positional("SOURCE", source_, "The dataset: a path or URL", Completes::file);
    flags.add({.long_name = "--name",
               .value_name = "NAME",
               .help = "Name of the dataset (default: the last part of SOURCE)",
               .target = &name_});
    flags.add({.long_name = "--digest",
               .value_name = "DIGEST",
               .help = "Its digest, at most 36 characters (default: MD5 of the local file)",
               .target = &digest_});
    flags.add({.long_name = "--context",
               .value_name = "WORD",
               .help = "What it is used for: training, validation, ...",
               .target = &usage_});
    flags.add({.long_name = "--source-type",
               .value_name = "TYPE",
               .help = "local, http, s3, ... (default: by SOURCE)",
               .target = &source_type_});
    flags.add(
        {.long_name = "--schema", .value_name = "JSON", .help = "Its schema", .target = &schema_});
    flags.add({.long_name = "--profile",
               .value_name = "JSON",
               .help = "What is known of it, for example {\"num_rows\": 150}",
               .target = &profile_});
    flags.add({.long_name = "--tag",
               .short_name = 't',
               .value_name = "KEY=VALUE",
               .help = "A tag of this use of the dataset; may be repeated",
               .target = &tags_});
    flags.add({.long_name = "--model-id",
               .value_name = "MODEL",
               .help = "A logged model that the run uses (MLflow 3); may be repeated",
               .target = &models_});
    flags.add({.long_name = "--output-model-id",
               .value_name = "MODEL",
               .help = "A logged model that the run made (MLflow 3); may be repeated",
               .target = &output_models_});
  }

  void run(Context& context) override {
    RunInputs inputs;
    if (source_) {
      inputs.datasets.push_back(dataset_input(context));
    }
    for (const std::string& model : models_) {
      inputs.models.push_back({model});
    }
    RunOutputs outputs;
    for (const std::string& model : output_models_) {
      outputs.models.push_back({model});
    }
    if (inputs == RunInputs{} && outputs == RunOutputs{}) {
      throw Error::invalid("Nothing to log").with_hint("Give a SOURCE or --model-id.");
    }
    const std::string run_id = context.current_run();
    context.store().log_inputs(run_id, inputs);
    if (!outputs.models.empty()) {
      context.store().log_outputs(run_id, outputs);
    }
  }

 private:
  [[nodiscard]] DatasetInput dataset_input(Context& context) const {
    const auto scheme_end = source_->find("://");
    const std::string scheme =
        scheme_end == std::string::npos ? "" : source_->substr(0, scheme_end);
    DatasetInput input;
    Dataset& dataset = input.dataset;
    const auto slash = source_->find_last_of('/', source_->size() - (source_->size() > 1 ? 2 : 1));
    dataset.name = name_.value_or(source_->substr(slash + 1));
    dataset.source_type = source_type_.value_or(scheme.empty() ? "local" : scheme);
    // MLflow: a source is JSON; {"uri": ...} is the form of its file sources, {"url": ...} of http.
    const bool is_http = dataset.source_type.starts_with("http");
    dataset.source =
        fmt::format("{{\"{}\": {}}}", is_http ? "url" : "uri", json_quote_ascii(*source_));
    dataset.digest = digest_ ? *digest_ : digest_of_file(context, scheme);
    dataset.schema = json_text(schema_, "--schema");
    dataset.profile = json_text(profile_, "--profile");
    if (usage_) {
      input.tags.push_back({tag_keys::dataset_context, *usage_});
    }
    for (const std::string& tag : tags_) {
      const auto [key, value] = split_key_value(tag, "--tag");
      input.tags.push_back({key, value});
    }
    return input;
  }

  /// The text as it was given, if it is JSON.
  static const std::optional<std::string>& json_text(const std::optional<std::string>& text,
                                                     std::string_view option) {
    if (text) {
      try {
        static_cast<void>(wire::parse_json(*text));
      } catch (const Error& error) {
        throw Error::invalid("Invalid value '{}' for {}: {}", escape_controls(*text), option,
                             error.what());
      }
    }
    return text;
  }

  [[nodiscard]] std::string digest_of_file(Context& context, const std::string& scheme) const {
    if (!scheme.empty()) {
      throw Error::invalid("A dataset at '{}' needs a --digest", *source_)
          .with_hint("Any text that tells its versions apart, at most 36 characters.");
    }
    // MLflow's own digests are 8 hex digits; collisions only join two uses of one name.
    constexpr std::size_t digest_length = 8;
    return md5_hex(read_file_or_input(context, *source_)).substr(0, digest_length);
  }

  std::optional<std::string> source_;
  std::optional<std::string> name_;
  std::optional<std::string> digest_;
  std::optional<std::string> usage_;
  std::optional<std::string> source_type_;
  std::optional<std::string> schema_;
  std::optional<std::string> profile_;
  std::vector<std::string> tags_;
  std::vector<std::string> models_;
  std::vector<std::string> output_models_;
};

const Registration<LogInput> registration{{
    .name = "log-input",
    .summary = "Link a dataset or a model that the run uses",
    .group = Group::logging,
    .needs = needs_store | needs_run,
    .description = "Datasets can be searched: \"datasets.name = 'iris.csv'\".",
    .examples = {"mltrack log-input --run \"$RUN\" data/iris.csv --context training",
                 "mltrack log-input --run \"$RUN\" s3://lake/churn --digest v7 --context training"},
}};

}  // namespace
}  // namespace mltrack::cli
