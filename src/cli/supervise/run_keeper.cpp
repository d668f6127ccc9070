#include "run_keeper.hpp"

#include "mltrack/base/error.hpp"

#include <fmt/format.h>

namespace mltrack::cli {
namespace {

constexpr std::size_t index_of(Stream stream) {
  return stream == Stream::out ? 0 : 1;
}

}  // namespace

RunKeeper::RunKeeper(World& world, Processes& processes, RunLog& log, Capture capture,
                     const std::vector<std::string>& patterns)
    : world_(world), processes_(processes), log_(log), capture_(capture) {
  if (!patterns.empty()) {
    scraper_.emplace(
        patterns, ScrapeListener{
                      .found = [this](Metric&& point) { log_.add(std::move(point)); },
                      .refused = [this](const std::string& why) { refuse(why); },
                      .last_step = [this](const std::string& key) { return log_.last_step(key); }});
  }
}

void RunKeeper::refuse(const std::string& why) {
  constexpr std::size_t most_told = 5;
  if (refused_.size() < most_told && refused_.insert(why).second) {
    world_.err.write(fmt::format("mltrack: warning: --scrape: {}\n", why));
    world_.err.flush();
  }
}

void RunKeeper::show(Stream stream, std::string_view text) {
  Output& output = stream == Stream::out ? world_.out : world_.err;
  try {
    output.write(text);
    output.flush();
  } catch (const ClosedPipe&) {
    // As without us: the command learns it when it writes the next time.
    processes_.stop_reading(0, stream);
  } catch (const Error&) {  // NOLINT(bugprone-empty-catch)
    // A terminal that was closed, a full disk: what is kept is kept all the same.
  }
}

void RunKeeper::command_wrote(Stream stream, std::string&& text) {
  show(stream, text);
  if (capture_ == Capture::yes) {
    log_.add_text(stream, texts_[index_of(stream)].take(text));
  }
  if (scraper_) {
    const std::int64_t now = world_.host.clock->now_ms();
    lines_[index_of(stream)].take(text,
                                  [&](std::string_view line) { scraper_->read_line(line, now); });
  }
}

void RunKeeper::helper_wrote(const ProgramText& /*text*/) {}

void RunKeeper::helper_ended(const ProgramEnd& /*end*/) {}

std::int64_t RunKeeper::pause() {
  log_.flush();
  constexpr std::int64_t hour_ms = 3'600'000;
  return hour_ms;
}

void RunKeeper::finish() {
  for (const Stream stream : {Stream::out, Stream::err}) {
    if (capture_ == Capture::yes) {
      log_.add_text(stream, texts_[index_of(stream)].rest());
    }
    if (scraper_) {
      const std::int64_t now = world_.host.clock->now_ms();
      lines_[index_of(stream)].finish(
          [&](std::string_view line) { scraper_->read_line(line, now); });
    }
  }
  log_.flush();
}

}  // namespace mltrack::cli
