#pragma once
// Points of metrics in what a program writes: where an explicit pattern says that there is one, and
// nowhere else.

#include "mltrack/entities/metric.hpp"
#include "mltrack/search/capture_pattern.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mltrack::cli {

struct ScrapeListener {
  std::function<void(Metric&& point)> found;
  /// A pattern fits, but what it took is no number: why, with the text.
  std::function<void(const std::string& why)> refused;
  /// The last step of a metric that the run has already.
  std::function<std::optional<std::int64_t>(const std::string& key)> last_step;
};

class Scraper {
 public:
  /// A pattern is `jsonl`, or a regular expression. Its groups with names are metrics: `loss=(?<loss>\S+)`;
  /// but `key`, `value` and `step` are what they say. Two groups without names are key and value.
  /// Throws Error::invalid for one from which no metric could come.
  Scraper(const std::vector<std::string>& patterns, ScrapeListener listener);

  /// Reads one line, without its end; colours are left out. The step of a point is that of the same
  /// match, else the last one that a pattern of a step alone has found, else one above that of the
  /// point before.
  void read_line(std::string_view line, std::int64_t now_ms);

 private:
  struct Pattern {
    std::string text;
    search::CapturePattern expression;
    std::optional<std::size_t> key, value, step;  // the numbers of these groups
    std::vector<std::size_t> metrics;             // of those that are metrics
  };

  static Pattern parse_pattern(const std::string& text);
  void read_match(const Pattern& pattern, const search::CapturePattern::Groups& groups,
                  std::int64_t now_ms);
  void read_json(std::string_view line, std::int64_t now_ms);
  void take(std::string key, std::string_view value, std::optional<std::int64_t> step,
            std::int64_t now_ms);
  void emit(Metric&& point, std::optional<std::int64_t> step);

  ScrapeListener listener_;
  std::vector<Pattern> patterns_;
  bool json_ = false;
  std::optional<std::int64_t> step_;  // that a line of its own has named
  std::map<std::string, std::int64_t> next_steps_;
};

/// Lines out of a stream that comes in pieces; a \r ends one, too.
class LineSplitter {
 public:
  void take(std::string_view text, const std::function<void(std::string_view line)>& visit);
  /// The last line has no end.
  void finish(const std::function<void(std::string_view line)>& visit);

 private:
  std::string waiting_;
};

}  // namespace mltrack::cli
