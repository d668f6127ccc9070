#include "watch_picture.hpp"

#include "render/rows.hpp"
#include "short_id.hpp"
#include "sparkline.hpp"

#include "mltrack/base/time.hpp"
#include "mltrack/base/unicode.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace mltrack::cli {
namespace {

constexpr std::size_t widest_label = 24;
constexpr std::size_t gap = 2;
constexpr std::size_t table_curve = 10;
constexpr std::size_t least_curve = 8;
constexpr std::size_t most_curve = 60;
constexpr const char* dim = "\x1b[2m";
constexpr const char* bold = "\x1b[1m";
constexpr const char* reset = "\x1b[0m";

std::string label_of(const WatchedRun& run) {
  return fit_width(escape_controls(run.label()), widest_label);
}

/// How long it took or takes; no parts of a second, which would only flicker.
std::string took(const WatchedRun& run, std::int64_t now_ms) {
  constexpr std::int64_t ms_per_second = 1000;
  constexpr std::int64_t minute_ms = 60'000;
  const std::int64_t ms =
      std::max<std::int64_t>(run.info.end_time.value_or(now_ms) - run.info.start_time, 0);
  return ms < minute_ms ? fmt::format("{}s", ms / ms_per_second) : format_duration(ms);
}

std::string since_last_point(const WatchedRun& run, std::int64_t now_ms) {
  return run.last_time() ? format_age(std::max<std::int64_t>(now_ms - *run.last_time(), 0)) : "-";
}

std::string rate_text(const WatchedRun& run) {
  const auto rate = run.goes_on() ? run.steps_per_second() : std::nullopt;
  return rate ? fmt::format("{:.3g} steps/s", *rate) : "";
}

/// The keys in the order of their interest: those that are wanted, else those that most runs have,
/// without those of the machine.
std::vector<std::string> keys_of(const std::vector<const WatchedRun*>& runs,
                                 const std::vector<std::string>& wanted) {
  if (!wanted.empty()) {
    return wanted;
  }
  std::map<std::string, std::size_t> counts;
  for (const WatchedRun* run : runs) {
    for (const auto& [key, metric] : run->metrics) {
      ++counts[key];
    }
  }
  std::vector<std::string> keys;
  for (const auto& [key, count] : counts) {
    keys.push_back(key);
  }
  const auto of_the_machine = [](const std::string& key) { return key.starts_with("system/"); };
  std::stable_sort(keys.begin(), keys.end(), [&](const std::string& a, const std::string& b) {
    return of_the_machine(a) != of_the_machine(b) ? of_the_machine(b) : counts[a] > counts[b];
  });
  return keys;
}

class Picture {
 public:
  Picture(const std::vector<const WatchedRun*>& runs, const PictureOptions& options)
      : runs_(runs), options_(options), keys_(keys_of(runs, options.metrics)) {}

  std::vector<std::string> lines() {
    if (runs_.empty()) {
      add("No run is running. Runs that start will show up here.");
    } else if (runs_.size() == 1) {
      add_card(*runs_[0]);
    } else {
      add_table();
    }
    return std::move(lines_);
  }

 private:
  void add(const std::string& text, const char* style = "") {
    if (lines_.size() >= options_.rows) {
      return;
    }
    std::string line = fit_width(text, options_.columns);
    line.erase(line.find_last_not_of(' ') + 1);
    lines_.push_back(options_.color && *style != '\0' ? style + line + reset : line);
  }

  /// How many of `count` things have room, one line being kept for the rest.
  [[nodiscard]] std::size_t room_for(std::size_t count) const {
    const std::size_t left = options_.rows - std::min(options_.rows, lines_.size());
    return count <= left ? count : left - std::min<std::size_t>(left, 1);
  }

  void add_card(const WatchedRun& run) {
    std::string head =
        fmt::format("{}  {}  {} {}", label_of(run), run.info.run_id.substr(0, short_id),
                    run_status_name(run.info.status), took(run, options_.now_ms));
    if (run.step()) {
      head += fmt::format("  step {}", *run.step());
    }
    if (const std::string rate = rate_text(run); !rate.empty()) {
      head += "  " + rate;
    }
    if (run.last_time() && run.goes_on()) {
      const std::string age = since_last_point(run, options_.now_ms);
      head += age == "now" ? "  last point now" : fmt::format("  last point {} ago", age);
    }
    add(head, bold);
    if (run.metrics.empty()) {
      add("no metric yet", dim);
      return;
    }
    std::size_t key_width = 0;
    std::size_t value_width = 0;
    for (const std::string& key : keys_) {
      key_width = std::max(key_width, display_width(fit_width(escape_controls(key), widest_label)));
      value_width = std::max(value_width, value_of(run, key).size());
    }
    constexpr std::size_t range_width = 30;
    const std::size_t taken = key_width + value_width + 3 * gap + range_width;
    const std::size_t curve =
        std::clamp(options_.columns - std::min(options_.columns, taken), least_curve, most_curve);
    const std::size_t shown = room_for(keys_.size());
    for (std::size_t i = 0; i < shown; ++i) {
      add_metric(run, keys_[i], key_width, value_width, curve);
    }
    add_rest(keys_.size() - shown, "metric", "--metric KEY chooses");
  }

  static std::string value_of(const WatchedRun& run, const std::string& key) {
    const auto found = run.metrics.find(key);
    return found == run.metrics.end() ? "-" : short_number(found->second.last.value);
  }

  void add_metric(const WatchedRun& run, const std::string& key, std::size_t key_width,
                  std::size_t value_width, std::size_t curve) {
    std::string text = pad_right(fit_width(escape_controls(key), widest_label), key_width) + "  " +
                       pad_left(value_of(run, key), value_width);
    if (const auto found = run.metrics.find(key); found != run.metrics.end()) {
      const WatchedMetric& metric = found->second;
      text += "  " + pad_right(sparkline(metric.trend.means(), curve), curve) +
              fmt::format("  min {}  max {}", short_number(metric.lowest),
                          short_number(metric.highest));
    }
    add(text);
  }

  void add_rest(std::size_t count, const char* what, const char* advice) {
    if (count > 0) {
      add(fmt::format("and {} more {}{}{}{}", count, what, count == 1 ? "" : "s",
                      *advice == '\0' ? "" : ": ", advice),
          dim);
    }
  }

  /// One column of the table.
  struct Column {
    std::string title;
    std::vector<std::string> cells;  // one a run
    bool right = true;
    [[nodiscard]] std::size_t width() const {
      std::size_t width = display_width(title);
      for (const std::string& cell : cells) {
        width = std::max(width, display_width(cell));
      }
      return width;
    }
  };

  void add_table() {
    std::vector<const WatchedRun*> order = runs_;
    std::stable_sort(order.begin(), order.end(), [](const WatchedRun* a, const WatchedRun* b) {
      return a->goes_on() != b->goes_on() ? a->goes_on() : a->info.start_time > b->info.start_time;
    });
    const auto going = static_cast<std::size_t>(
        std::count_if(order.begin(), order.end(), [](auto* run) { return run->goes_on(); }));
    add(fmt::format("{} running, {} ended", going, order.size() - going), bold);
    lines_.emplace_back();  // of the titles, for the count of what has room
    const std::size_t shown = room_for(order.size());
    lines_.pop_back();
    order.resize(shown);
    const std::vector<Column> columns = columns_of(order);
    std::string titles;
    for (const Column& column : columns) {
      titles += cell_of(column, column.title);
    }
    add(titles, dim);
    for (std::size_t row = 0; row < shown; ++row) {
      std::string text;
      for (const Column& column : columns) {
        text += cell_of(column, column.cells[row]);
      }
      add(text, order[row]->goes_on() ? "" : dim);
    }
    add_rest(runs_.size() - shown, "run", "");
  }

  static std::string cell_of(const Column& column, const std::string& text) {
    return (column.right ? pad_left(text, column.width()) : pad_right(text, column.width())) +
           std::string(gap, ' ');
  }

  /// Those that every run has, and as many metrics as there is room for, one at least.
  [[nodiscard]] std::vector<Column> columns_of(const std::vector<const WatchedRun*>& order) const {
    std::vector<Column> columns{{.title = "RUN", .cells = {}, .right = false},
                                {.title = "STATUS", .cells = {}, .right = false},
                                {.title = "TOOK", .cells = {}},
                                {.title = "STEP", .cells = {}},
                                {.title = "LAST", .cells = {}}};
    for (const WatchedRun* run : order) {
      const std::vector<std::string> cells{
          label_of(*run), std::string(run_status_name(run->info.status)),
          took(*run, options_.now_ms), run->step() ? fmt::format("{}", *run->step()) : "-",
          since_last_point(*run, options_.now_ms)};
      for (std::size_t i = 0; i < cells.size(); ++i) {
        columns[i].cells.push_back(cells[i]);
      }
    }
    std::size_t taken = 0;
    for (const Column& column : columns) {
      taken += column.width() + gap;
    }
    for (std::size_t i = 0; i < keys_.size(); ++i) {
      Column column = metric_column(order, keys_[i]);
      taken += column.width() + (i == 0 ? 0 : gap);
      if (i > 0 && taken > options_.columns) {
        break;
      }
      columns.push_back(std::move(column));
    }
    return columns;
  }

  static Column metric_column(const std::vector<const WatchedRun*>& order, const std::string& key) {
    Column column{
        .title = fit_width(escape_controls(key), widest_label), .cells = {}, .right = false};
    std::size_t value_width = 0;
    for (const WatchedRun* run : order) {
      value_width = std::max(value_width, value_of(*run, key).size());
    }
    for (const WatchedRun* run : order) {
      std::string cell = pad_left(value_of(*run, key), value_width);
      if (const auto found = run->metrics.find(key); found != run->metrics.end()) {
        cell += " " + sparkline(found->second.trend.means(), table_curve);
      }
      column.cells.push_back(cell);
    }
    return column;
  }

  const std::vector<const WatchedRun*>& runs_;
  const PictureOptions& options_;
  std::vector<std::string> keys_;
  std::vector<std::string> lines_;
};

}  // namespace

std::vector<std::string> watch_picture(const std::vector<const WatchedRun*>& runs,
                                       const PictureOptions& options) {
  return Picture(runs, options).lines();
}

}  // namespace mltrack::cli
