#include "log_stream.hpp"

#include "exit_code.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/unicode.hpp"
#include "mltrack/entities/validate.hpp"

#include <iterator>
#include <unordered_set>

namespace mltrack::cli {
namespace {

constexpr std::size_t largest_line = 16U << 20U;
constexpr std::size_t largest_batch = 65536;  // items; bounds the memory of an endless stream

/// Gathers lines into batches.
class StreamLogger {
 public:
  StreamLogger(Context& context, const StreamOptions& options, const ReadLine& read_line)
      : context_(context),
        options_(options),
        read_line_(read_line),
        run_id_(context.current_run()) {
    context_.store().log_batch(run_id_, {});  // a run that takes nothing is told before any line
  }

  void take_line(std::string_view line) {
    ++number_;
    if (line.ends_with('\r')) {
      line.remove_suffix(1);
    }
    if (line.find_first_not_of(" \t") == std::string_view::npos) {
      return;
    }
    const auto metrics = batch_.metrics.size();
    const auto params = batch_.params.size();
    const auto tags = batch_.tags.size();
    try {
      read_line_(line, batch_);
      validate_new(metrics, params, tags);
      ++count_;
    } catch (const Error& error) {
      batch_.metrics.resize(metrics);
      batch_.params.resize(params);
      batch_.tags.resize(tags);
      bad_line(line, error);
    }
    if (options_.all_or_nothing) {
      return;
    }
    if (batch_.params.size() > params || batch_.tags.size() > tags || has_new_key(metrics)) {
      log_alone(line, metrics, params, tags);
    }
    if (size() >= largest_batch) {
      flush();
    }
  }

  /// The writer pauses or has ended.
  void pause() {
    if (!options_.all_or_nothing) {
      flush();
    }
  }

  void finish() {
    flush();
    if (bad_ > 0 || context_.options.verbose) {
      context_.note(fmt::format("mltrack: logged {} {}{}", count_, count_ == 1 ? "line" : "lines",
                                bad_ == 0 ? "" : fmt::format(", skipped {} bad", bad_)));
    }
    if (bad_ > 0) {
      context_.exit_code = exit_failed;
    }
  }

 private:
  [[nodiscard]] std::size_t size() const {
    return batch_.metrics.size() + batch_.params.size() + batch_.tags.size();
  }

  /// Here and not only in the store, so that a bad key is told by its line.
  void validate_new(std::size_t metrics, std::size_t params, std::size_t tags) {
    for (std::size_t i = metrics; i < batch_.metrics.size(); ++i) {
      const Metric& point = batch_.metrics[i];
      if (point.key != last_good_key_ || point.timestamp < 0 || !point.dataset_name.empty()) {
        validate_metric(point);
        last_good_key_ = point.key;
      }
    }
    for (std::size_t i = params; i < batch_.params.size(); ++i) {
      validate_param(batch_.params[i]);
    }
    for (std::size_t i = tags; i < batch_.tags.size(); ++i) {
      validate_tag(batch_.tags[i], "tags[0].");
    }
  }

  /// A metric that the store has not taken from this stream yet, or that belongs to a model.
  bool has_new_key(std::size_t from) {
    for (std::size_t i = from; i < batch_.metrics.size(); ++i) {
      const Metric& point = batch_.metrics[i];
      if (!point.model_id.empty()) {
        return true;
      }
      if (point.key != last_logged_key_) {
        last_logged_key_ = point.key;
        if (keys_.insert(point.key).second) {
          return true;
        }
      }
    }
    return false;
  }

  /// What the store itself may refuse - a param that would change, a value that is too long, a key
  /// that is a folder of others - is logged alone, after what came before it: so it is told by its
  /// line and takes no other line with it.
  void log_alone(std::string_view line, std::size_t metrics, std::size_t params, std::size_t tags) {
    const auto move_tail = [](auto& from, std::size_t begin, auto& to) {
      const auto first = from.begin() + static_cast<std::ptrdiff_t>(begin);
      to.assign(std::make_move_iterator(first), std::make_move_iterator(from.end()));
      from.erase(first, from.end());
    };
    Batch alone;
    move_tail(batch_.metrics, metrics, alone.metrics);
    move_tail(batch_.params, params, alone.params);
    move_tail(batch_.tags, tags, alone.tags);
    --count_;  // until it is logged
    flush();
    try {
      context_.store().log_batch(run_id_, alone);
      ++count_;
    } catch (const Error& error) {
      if (error.failure() != Failure::conflict && error.failure() != Failure::usage &&
          error.failure() != Failure::not_found) {
        throw;
      }
      for (const Metric& point : alone.metrics) {
        keys_.erase(point.key);
        last_logged_key_.clear();
      }
      bad_line(line, error);
    }
  }

  void bad_line(std::string_view line, const Error& error) {
    constexpr std::size_t most_shown = 60;
    std::string_view why = error.what();  // it goes on behind a semicolon
    while (why.ends_with('.') || why.ends_with(' ')) {
      why.remove_suffix(1);
    }
    const std::string text = fmt::format("line {} ('{}'): {}", number_,
                                         fit_width(escape_controls(line), most_shown), why);
    if (options_.skip_bad) {
      ++bad_;
      context_.warn(text);
      return;
    }
    if (options_.all_or_nothing) {
      throw Error::invalid("{}; nothing was logged", text).with_hint("{}", error.hint());
    }
    flush();
    throw Error::invalid("{}; {}", text,
                         count_ == 0   ? std::string("nothing was logged")
                         : count_ == 1 ? std::string("the line before it is logged")
                                       : fmt::format("the {} lines before it are logged", count_))
        .with_hint("{}",
                   error.hint().empty() ? "--skip-bad goes on after a bad line." : error.hint())
        .as(error.failure());
  }

  void flush() {
    if (size() > 0) {
      context_.store().log_batch(run_id_, batch_);
      batch_ = {};
    }
  }

  Context& context_;
  const StreamOptions& options_;
  const ReadLine& read_line_;
  std::string run_id_;
  Batch batch_;
  std::string last_good_key_;
  std::string last_logged_key_;
  std::unordered_set<std::string> keys_;  // of metrics that are logged
  std::size_t number_ = 0;
  std::size_t count_ = 0;
  std::size_t bad_ = 0;
};

}  // namespace

void StreamOptions::declare(Flags& flags) {
  flags.add({.long_name = "--skip-bad",
             .help = "With -: go on after a bad line, exit 1 at the end",
             .target = &skip_bad});
  flags.add({.long_name = "--all-or-nothing",
             .help = "With -: read all lines first, log nothing if one is bad",
             .target = &all_or_nothing});
}

void log_stream(Context& context, const StreamOptions& options, const ReadLine& read_line) {
  if (options.skip_bad && options.all_or_nothing) {
    throw Error::invalid("--skip-bad and --all-or-nothing exclude each other");
  }
  if (context.world.in.is_terminal()) {
    context.note("mltrack: reading lines from the terminal; end with Ctrl-D");
    context.world.err.flush();
  }
  StreamLogger logger(context, options, read_line);
  constexpr std::size_t piece = 1U << 18U;
  std::vector<char> buffer(piece);
  std::string partial;
  for (;;) {
    const std::size_t got = context.world.in.read(buffer);
    std::string_view text(buffer.data(), got);
    for (auto end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
      if (partial.empty()) {
        logger.take_line(text.substr(0, end));
      } else {
        partial += text.substr(0, end);
        logger.take_line(partial);
        partial.clear();
      }
      text.remove_prefix(end + 1);
    }
    partial += text;
    if (partial.size() > largest_line) {
      throw Error::invalid("a line is longer than {} bytes", largest_line);
    }
    if (got == 0) {
      break;
    }
    if (got < buffer.size()) {
      logger.pause();
    }
  }
  if (!partial.empty()) {
    logger.take_line(partial);
  }
  logger.finish();
}

}  // namespace mltrack::cli
