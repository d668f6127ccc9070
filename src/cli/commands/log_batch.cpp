#include "command.hpp"
#include "log_stream.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/wire/batch_line.hpp"

namespace mltrack::cli {
namespace {

class LogBatch final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.positional("FILE", source_, "- for standard input");
    stream_options_.declare(flags);
  }

  void run(Context& context) override {
    if (source_ != "-") {
      throw Error::invalid("Unexpected argument '{}': log-batch reads standard input", source_)
          .with_hint("mltrack log-batch - < {}", source_);
    }
    log_stream(context, stream_options_, [&](std::string_view line, Batch& batch) {
      auto item = wire::parse_batch_line(line, context.world.host.clock->now_ms());
      if (auto* metric = std::get_if<Metric>(&item)) {
        batch.metrics.push_back(std::move(*metric));
      } else if (auto* param = std::get_if<Param>(&item)) {
        batch.params.push_back(std::move(*param));
      } else {
        batch.tags.push_back(std::move(std::get<Tag>(item)));
      }
    });
  }

 private:
  std::string source_;
  StreamOptions stream_options_;
};

const Registration<LogBatch> registration{{
    .name = "log-batch",
    .summary = "Log a stream of metrics, params and tags (NDJSON)",
    .group = Group::logging,
    .needs = needs_store | needs_run,
    .description =
        "Each line on standard input is one of\n"
        "  {\"metric\":K,\"value\":V,\"step\":S,\"timestamp\":MS}   step and timestamp may be left "
        "out\n"
        "  {\"param\":K,\"value\":V}\n"
        "  {\"tag\":K,\"value\":V}\n"
        "Lines are logged as they come. Everything before a bad line is logged, and the bad\n"
        "line is named with its number.",
    .examples = {"train.sh | mltrack log-batch --run \"$RUN\" -"},
}};

}  // namespace
}  // namespace mltrack::cli
