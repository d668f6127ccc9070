#include "context.hpp"
#include "watch_view.hpp"

#include "mltrack/wire/json.hpp"

#include <algorithm>

namespace mltrack::cli {
namespace {

/// `{"event":"point","run_id":"...",` ...: an object that is written as it is made.
class EventLine {
 public:
  EventLine(std::string_view event, const WatchedRun& run) {
    text("event", event);
    text("run_id", run.info.run_id);
    text("run_name", run.info.run_name);
  }
  EventLine& text(std::string_view name, std::string_view value) {
    begin(name);
    wire::append_json_text(line_, value);
    return *this;
  }
  EventLine& number(std::string_view name, double value) {
    begin(name);
    wire::append_json_number(line_, value);
    return *this;
  }
  EventLine& integer(std::string_view name, std::optional<std::int64_t> value) {
    begin(name);
    line_ += value ? fmt::format("{}", *value) : "null";
    return *this;
  }
  [[nodiscard]] std::string str() const { return line_ + "}\n"; }

 private:
  void begin(std::string_view name) {
    line_ += line_.empty() ? "{" : ",";
    wire::append_json_text(line_, name);
    line_ += ':';
  }
  std::string line_;
};

class EventView final : public WatchView {
 public:
  EventView(Context& context, std::vector<std::string> metrics)
      : out_(context.world.out), metrics_(std::move(metrics)) {}

  void run_appeared(const WatchedRun& run) override {
    out_.write(EventLine("run", run)
                   .text("experiment_id", run.info.experiment_id)
                   .text("status", run_status_name(run.info.status))
                   .integer("start_time", run.info.start_time)
                   .integer("end_time", run.info.end_time)
                   .str());
  }
  void point_logged(const WatchedRun& run, const Metric& point) override {
    if (!metrics_.empty() &&
        std::find(metrics_.begin(), metrics_.end(), point.key) == metrics_.end()) {
      return;
    }
    out_.write(EventLine("point", run)
                   .text("key", point.key)
                   .number("value", point.value)
                   .integer("step", point.step)
                   .integer("timestamp", point.timestamp)
                   .str());
  }
  void status_changed(const WatchedRun& run) override {
    out_.write(EventLine("status", run)
                   .text("status", run_status_name(run.info.status))
                   .integer("end_time", run.info.end_time)
                   .str());
  }
  /// What was collected goes out at once: whoever reads acts upon it.
  void show(const std::vector<const WatchedRun*>& /*runs*/) override { out_.flush(); }
  void give_terminal_back() override {}
  void take_terminal_again() override {}

  [[nodiscard]] std::int64_t patience_ms() const override { return 3'600'000; }
  [[nodiscard]] std::int64_t collect_ms() const override { return 20; }

 private:
  Output& out_;
  std::vector<std::string> metrics_;
};

}  // namespace

std::unique_ptr<WatchView> event_view(Context& context, std::vector<std::string> metrics) {
  return std::make_unique<EventView>(context, std::move(metrics));
}

}  // namespace mltrack::cli
