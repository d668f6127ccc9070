#include "progress.hpp"

#include "artifact_rows.hpp"

#include "mltrack/base/unicode.hpp"

#include <algorithm>

namespace mltrack::cli {
namespace {

constexpr std::int64_t patience_ms = 1000;
constexpr std::int64_t interval_ms = 100;

}  // namespace

std::string progress_line(std::string_view what, std::uint64_t done, std::uint64_t total,
                          std::size_t columns) {
  done = std::min(done, total);  // a file may have grown meanwhile
  const double part = total == 0 ? 1 : static_cast<double>(done) / static_cast<double>(total);
  constexpr double percent = 100;
  const std::string numbers = fmt::format("{:3}%  {} of {}", static_cast<int>(part * percent),
                                          format_size(done), format_size(total));
  constexpr std::size_t longest_bar = 30;
  constexpr std::size_t shortest_bar = 5;
  const std::size_t others = display_width(what) + numbers.size() + 2;
  const std::size_t bar = std::min(longest_bar, columns - std::min(columns, others));
  if (bar < shortest_bar) {
    return fit_width(fmt::format("{} {}", what, numbers), columns);
  }
  const auto full = static_cast<std::size_t>(part * static_cast<double>(bar));
  std::string line(what);
  line += ' ';
  for (std::size_t i = 0; i < bar; ++i) {
    line += i < full ? "█" : "░";
  }
  return line + ' ' + numbers;
}

Progress::Progress(Context& context, std::string_view what, std::uint64_t total)
    : context_(context),
      what_(what),
      total_(total),
      wanted_(context.world.err.is_terminal() && !context.options.quiet) {
  if (wanted_) {
    next_ms_ = context.world.host.clock->now_ms() + patience_ms;
  }
}

void Progress::add(std::uint64_t bytes) {
  done_ += bytes;
  if (!wanted_) {
    return;
  }
  const std::int64_t now = context_.world.host.clock->now_ms();
  if (now < next_ms_) {
    return;
  }
  next_ms_ = now + interval_ms;
  shown_ = true;
  Output& err = context_.world.err;
  // One column less: a line that fills the last one makes some terminals begin another.
  err.write('\r' + progress_line(what_, done_, total_, err.width() - 1) + "\x1b[K");
  err.flush();
}

Progress::~Progress() {
  if (shown_) {
    context_.world.err.write("\r\x1b[K");  // passed on with what comes next
  }
}

}  // namespace mltrack::cli
