#include "context.hpp"
#include "watch_picture.hpp"
#include "watch_view.hpp"

#include "mltrack/cli/screen.hpp"

namespace mltrack::cli {
namespace {

// A screen of its own, without a cursor, and back.
constexpr const char* enter_screen = "\x1b[?1049h\x1b[?25l";
constexpr const char* leave_screen = "\x1b[?25h\x1b[?1049l";

constexpr std::size_t usual_rows = 24;

class LiveView final : public WatchView {
 public:
  LiveView(Context& context, std::vector<std::string> metrics, bool color)
      : context_(context), metrics_(std::move(metrics)), color_(color) {
    take_terminal_again();
  }
  LiveView(const LiveView&) = delete;
  LiveView& operator=(const LiveView&) = delete;
  ~LiveView() override {
    try {
      give_terminal_back();
      for (const std::string& line : last_lines_) {
        context_.world.out.write(line + "\n");
      }
      context_.world.out.flush();
    } catch (...) {  // NOLINT(bugprone-empty-catch): the terminal is gone
    }
  }

  void run_appeared(const WatchedRun& /*run*/) override {}
  void point_logged(const WatchedRun& /*run*/, const Metric& /*point*/) override {}
  void status_changed(const WatchedRun& /*run*/) override {}

  void show(const std::vector<const WatchedRun*>& runs) override {
    Output& out = context_.world.out;
    const std::size_t columns = out.width();
    const auto* screen = dynamic_cast<const Screen*>(&out);
    const std::size_t rows = screen == nullptr ? usual_rows : screen->height();
    last_lines_ = watch_picture(runs, {.columns = columns,
                                       .rows = rows,
                                       .now_ms = context_.world.host.clock->now_ms(),
                                       .metrics = metrics_,
                                       .color = color_});
    // Every line to its end and then the rest of the screen: nothing flickers, and what a resized
    // terminal made of the last picture goes.
    std::string frame = "\x1b[H";
    for (std::size_t i = 0; i < last_lines_.size(); ++i) {
      frame += last_lines_[i] + "\x1b[K" + (i + 1 < last_lines_.size() ? "\r\n" : "");
    }
    frame += "\x1b[J";
    if (frame != shown_ || columns != columns_ || rows != rows_) {
      out.write(frame);
      out.flush();
      shown_ = std::move(frame);
      columns_ = columns;
      rows_ = rows;
    }
  }

  void give_terminal_back() override {
    context_.world.out.write(leave_screen);
    context_.world.out.flush();
  }

  void take_terminal_again() override {
    shown_.clear();
    context_.world.out.write(enter_screen);
    context_.world.out.flush();
  }

  [[nodiscard]] std::int64_t patience_ms() const override { return 1000; }
  [[nodiscard]] std::int64_t collect_ms() const override { return 100; }

 private:
  Context& context_;
  std::vector<std::string> metrics_;
  bool color_;
  std::vector<std::string> last_lines_;
  std::string shown_;
  std::size_t columns_ = 0;
  std::size_t rows_ = 0;
};

}  // namespace

std::unique_ptr<WatchView> live_view(Context& context, std::vector<std::string> metrics,
                                     bool color) {
  return std::make_unique<LiveView>(context, std::move(metrics), color);
}

}  // namespace mltrack::cli
