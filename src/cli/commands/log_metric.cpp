#include "command.hpp"
#include "key_value.hpp"
#include "log_stream.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/number.hpp"

namespace mltrack::cli {
namespace {

class LogMetric final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.positional("KEY", key_, "Name of the metric, or - for lines on standard input",
                     Completes::metric_key);
    flags.optional_positional("VALUE", value_, "A number, nan, inf or -inf");
    flags.add({.long_name = "--step",
               .value_name = "N",
               .help = "Step of the value (default 0)",
               .target = &step_});
    flags.add({.long_name = "--timestamp",
               .value_name = "MS",
               .help = "Time of the value, ms since the epoch (default now)",
               .target = &timestamp_});
    flags.add({.long_name = "--dataset-name",
               .value_name = "NAME",
               .help = "Dataset on which it was measured (MLflow 3)",
               .target = &dataset_name_});
    flags.add({.long_name = "--dataset-digest",
               .value_name = "DIGEST",
               .help = "Digest of that dataset",
               .target = &dataset_digest_});
    flags.add({.long_name = "--model-id",
               .value_name = "MODEL",
               .help = "Logged model of which it was measured (MLflow 3)",
               .target = &model_id_});
    stream_options_.declare(flags);
  }

  void run(Context& context) override {
    Metric point{.key = key_,
                 .timestamp = timestamp_ ? *timestamp_ : context.world.host.clock->now_ms(),
                 .step = step_.value_or(0),
                 .dataset_name = dataset_name_.value_or(""),
                 .dataset_digest = dataset_digest_.value_or(""),
                 .model_id = model_id_.value_or("")};
    if (key_ == "-") {
      if (value_) {
        throw Error::invalid("Unexpected argument '{}': with - the values come from standard input",
                             *value_);
      }
      log_stream(context, stream_options_, [&](std::string_view line, Batch& batch) {
        batch.metrics.push_back(parse_metric_line(line, point, context));
      });
      return;
    }
    if (!value_) {
      throw Error::invalid("VALUE is missing").with_hint("mltrack log-metric {} 0.91", key_);
    }
    point.value = parse_metric_value(*value_, key_);
    context.store().log_metric(context.current_run(), point);
  }

 private:
  /// `key value [step [timestamp]]`, blanks or tabs between; a key with blanks cannot be given so.
  [[nodiscard]] Metric parse_metric_line(std::string_view line, const Metric& defaults,
                                         const Context& context) const {
    constexpr std::size_t most_fields = 4;
    std::array<std::string_view, most_fields> fields;
    std::size_t count = 0;
    while (!line.empty()) {
      const auto begin = line.find_first_not_of(" \t");
      if (begin == std::string_view::npos) {
        break;
      }
      line.remove_prefix(begin);
      if (count == most_fields) {
        throw Error::invalid("expected 'key value [step [timestamp]]', found more fields");
      }
      const auto end = std::min(line.find_first_of(" \t"), line.size());
      fields[count++] = line.substr(0, end);
      line.remove_prefix(end);
    }
    if (count < 2) {
      throw Error::invalid("expected 'key value [step [timestamp]]', found {} field", count);
    }
    Metric point = defaults;
    point.key = fields[0];
    point.value = parse_metric_value(fields[1], fields[0]);
    if (count > 2) {
      point.step = parse_integer(fields[2], "step");
    }
    if (count > 3) {
      point.timestamp = parse_integer(fields[3], "timestamp");
    } else if (!timestamp_) {
      point.timestamp = context.world.host.clock->now_ms();
    }
    return point;
  }

  static std::int64_t parse_integer(std::string_view text, std::string_view what) {
    const auto value = parse_typed_int(text);
    if (!value) {
      throw Error::invalid("the {} '{}' is not an integer of 64 bits", what, text);
    }
    return *value;
  }

  std::string key_;
  std::optional<std::string> value_;
  std::optional<std::int64_t> step_;
  std::optional<std::int64_t> timestamp_;
  std::optional<std::string> dataset_name_;
  std::optional<std::string> dataset_digest_;
  std::optional<std::string> model_id_;
  StreamOptions stream_options_;
};

const Registration<LogMetric> registration{{
    .name = "log-metric",
    .summary = "Log one value of a metric, or a stream of them",
    .group = Group::logging,
    .needs = needs_store | needs_run,
    .description =
        "With - in place of KEY it reads lines 'key value [step [timestamp]]' from standard\n"
        "input until it ends, one process for a million points.",
    .examples =
        {"mltrack log-metric --run \"$RUN\" auc 0.91 --step 3",
         "train.sh | awk '/loss/ {print \"loss\", $2, NR}' | mltrack log-metric -r \"$RUN\" -"},
}};

}  // namespace
}  // namespace mltrack::cli
