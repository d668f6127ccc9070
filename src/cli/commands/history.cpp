#include "command.hpp"
#include "render/objects.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/unicode.hpp"

namespace mltrack::cli {
namespace {

class History final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.positional("RUN", handle_, "The run", Completes::run);
    flags.positional("KEY", key_, "The metric", Completes::metric_key);
  }

  void run(Context& context) override {
    const std::string run_id = context.resolve_run(handle_);
    std::unique_ptr<RowWriter>
        writer;  // opened by the first point: an unknown key prints no header
    context.store().metric_history(run_id, key_, [&](const Metric& point) {
      if (!writer) {
        writer = open_points(context);
      }
      writer->row({point.step, point.value, Time{point.timestamp}, point.key},
                  json_of(point, run_id));
      return true;
    });
    if (!writer) {
      throw unknown_key(context, run_id);
    }
    writer->finish("");
  }

 private:
  static std::unique_ptr<RowWriter> open_points(Context& context) {
    return open_rows(context.world.out, context.output(),
                     {.list_name = "metrics",
                      .columns = {{.name = "step", .title = "STEP"},
                                  {.name = "value", .title = "VALUE"},
                                  {.name = "timestamp", .title = "TIME", .priority = 1},
                                  {.name = "key", .title = "KEY", .priority = 2}},
                      .id_column = 1});
  }

  [[nodiscard]] Error unknown_key(Context& context, const std::string& run_id) const {
    std::vector<std::string> keys;
    for (const Metric& metric : context.store().get_run(run_id).data.metrics) {
      keys.push_back(metric.key);
    }
    auto error = Error::not_found("Run '{}' has no metric '{}'", run_id, escape_controls(key_));
    if (const auto near = nearest(key_, keys)) {
      return std::move(error).with_hint("Did you mean '{}'?", *near);
    }
    return error;
  }

  std::string handle_;
  std::string key_;
};

const Registration<History> registration{{
    .name = "history",
    .summary = "Print all points of a metric, in the order they were logged",
    .group = Group::reading,
    .needs = needs_store | needs_experiment | needs_output,
    .description = "",
    .examples = {"mltrack history \"$RUN\" loss -o csv > loss.csv",
                 "mltrack history \"$RUN\" loss -o tsv --fields step,value | tail -1"},
}};

}  // namespace
}  // namespace mltrack::cli
