#include "run_card.hpp"

#include "artifact_rows.hpp"
#include "sparkline.hpp"
#include "styled.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/time.hpp"
#include "mltrack/base/unicode.hpp"
#include "mltrack/store/whole_id.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <optional>

namespace mltrack::cli {
namespace {

constexpr std::size_t label_width = 11;
constexpr std::size_t most_artifacts = 12;

/// The history of a metric in one line.
struct Summary {
  std::string key;
  std::string value;
  std::vector<double> values;
  std::optional<Metric> least, greatest;  // the first of several; NaN is neither

  void take(const Metric& point) {
    values.push_back(point.value);
    if (std::isnan(point.value)) {
      return;
    }
    if (!least || point.value < least->value) {
      least = point;
    }
    if (!greatest || point.value > greatest->value) {
      greatest = point;
    }
  }

  [[nodiscard]] bool has_curve() const { return values.size() > 1; }
  /// `20 points`
  [[nodiscard]] std::string count() const {
    return has_curve() ? fmt::format("{} points", values.size()) : "";
  }
  /// `min 0.23 @19`: the step is where to look for the checkpoint.
  [[nodiscard]] std::string min() const { return has_curve() ? extreme("min", least) : ""; }
  [[nodiscard]] std::string max() const { return has_curve() ? extreme("max", greatest) : ""; }

 private:
  static std::string extreme(const char* word, const std::optional<Metric>& point) {
    return point ? fmt::format("{} {} @{}", word, short_number(point->value), point->step) : "";
  }
};

constexpr std::size_t narrowest = 40;  // columns

class Card {
 public:
  Card(Context& context, const Run& run)
      : context_(context),
        run_(run),
        color_(context.output().color),
        width_(std::max(context.world.out.width(), narrowest)) {}

  void print() {
    print_head();
    print_metrics();
    print_pairs("params", run_.data.params);
    print_tags();
    print_inputs();
    print_artifacts_line();
    print_note();
  }

 private:
  void line(const std::string& text) { context_.world.out.write(text + "\n"); }

  void labelled(std::string_view label, const std::string& text) {
    const std::string padding(label_width - label.size(), ' ');
    line(text.empty() ? "" : styled(color_, "2", label) + padding + text);
  }

  static std::string_view style_of(RunStatus status) {
    switch (status) {
      case RunStatus::finished:
        return "32";  // green
      case RunStatus::failed:
      case RunStatus::killed:
        return "31";  // red
      default:
        return "36";  // cyan: going on
    }
  }

  void print_head() {
    const RunInfo& info = run_.info;
    const auto experiment = context_.store().find_experiment(whole_experiment_id(info));
    std::string head =
        fmt::format("{}  {}  {}", styled(color_, "1", escape_controls(info.run_name)), info.run_id,
                    styled(color_, style_of(info.status), run_status_name(info.status)));
    if (info.lifecycle_stage == LifecycleStage::deleted) {
      head += "  (deleted)";
    }
    line(head);
    std::string times = fmt::format("started {}", format_time(info.start_time));
    if (info.end_time) {
      times += fmt::format("   took {}", format_duration(*info.end_time - info.start_time));
    } else if (info.status == RunStatus::running) {
      times += fmt::format("   running for {}",
                           format_duration(context_.world.host.clock->now_ms() - info.start_time));
    }
    times += fmt::format("   in {}",
                         escape_controls(experiment ? experiment->name : info.experiment_id));
    times += fmt::format("   by {}", escape_controls(info.user_id));
    times += info.tree.empty() ? "" : fmt::format("   from {}", escape_controls(info.tree));
    line(times);
  }

  std::vector<Summary> summaries() {
    constexpr std::size_t longest_key = 40;
    std::vector<Summary> metrics;
    for (const Metric& metric : run_.data.metrics) {
      Summary summary{.key = fit_width(escape_controls(metric.key), longest_key),
                      .value = short_number(metric.value)};
      context_.store().metric_history(whole_id(run_.info), metric.key, [&](const Metric& point) {
        summary.take(point);
        return true;
      });
      metrics.push_back(std::move(summary));
    }
    return metrics;
  }

  void print_metrics() {
    const std::vector<Summary> metrics = summaries();
    const auto widest = [&](const auto& text_of) {
      std::size_t width = 0;
      for (const Summary& metric : metrics) {
        width = std::max(width, display_width(text_of(metric)));
      }
      return width;
    };
    const std::size_t key_width = widest([](const Summary& metric) { return metric.key; });
    const std::size_t value_width = widest([](const Summary& metric) { return metric.value; });
    const std::size_t count_width = widest(std::mem_fn(&Summary::count));
    const std::size_t min_width = widest(std::mem_fn(&Summary::min));
    const std::size_t max_width = widest(std::mem_fn(&Summary::max));
    constexpr std::size_t shortest_curve = 8;
    constexpr std::size_t longest_curve = 20;
    constexpr std::size_t gap = 2;
    const std::size_t fixed = label_width + key_width + gap + value_width + gap;
    const std::size_t all = fixed + count_width + min_width + max_width + 3 * gap;
    // Of what a narrow terminal cannot hold, the count goes before the extremes.
    const bool counts = all + shortest_curve <= width_;
    const std::size_t others = counts ? all : all - count_width - gap;
    const std::size_t curve_width =
        std::clamp(width_ > others ? width_ - others : 0, shortest_curve, longest_curve);
    for (const Summary& metric : metrics) {
      std::string text =
          pad_right(metric.key, key_width) + "  " + pad_left(metric.value, value_width);
      if (metric.has_curve()) {
        text += "  " + pad_right(sparkline(metric.values, curve_width), curve_width);
        text += counts ? "  " + pad_left(metric.count(), count_width) : "";
        text += "  " + pad_right(metric.min(), min_width) + "  " + metric.max();
        text.erase(text.find_last_not_of(' ') + 1);
      }
      labelled(&metric == metrics.data() ? "metrics" : "", text);
    }
  }

  template <class List>
  void print_pairs(std::string_view label, const List& list) {
    std::vector<std::string> words;
    for (const auto& item : list) {
      words.push_back(escape_controls(item.key) + "=" + escape_controls(item.value));
    }
    print_wrapped(label, words, "  ");
  }

  void print_tags() {
    std::vector<Tag> shown;
    for (const Tag& tag : run_.data.tags) {
      // The name and the user stand above, the note below.
      constexpr std::array<std::string_view, 3> elsewhere{tag_keys::run_name, tag_keys::user,
                                                          tag_keys::note};
      if (std::find(elsewhere.begin(), elsewhere.end(), tag.key) == elsewhere.end()) {
        shown.push_back(tag);
      }
    }
    print_pairs("tags", shown);
  }

  void print_inputs() {
    std::vector<std::string> datasets;
    for (const DatasetInput& input : run_.inputs.datasets) {
      const Tag* usage = find_by_key(input.tags, tag_keys::dataset_context);
      datasets.push_back(
          escape_controls(fmt::format("{} ({}{})", input.dataset.name, input.dataset.digest,
                                      usage == nullptr ? "" : ", " + usage->value)));
    }
    print_wrapped("datasets", datasets, "  ");
    std::vector<std::string> models;
    for (const ModelInput& model : run_.inputs.models) {
      models.push_back(describe_model(model.model_id, "used"));
    }
    for (const ModelOutput& model : run_.outputs.models) {
      models.push_back(describe_model(model.model_id, fmt::format("made at step {}", model.step)));
    }
    print_wrapped("models", models, "  ");
  }

  std::string describe_model(const std::string& id, const std::string& how) {
    const auto model = context_.store().find_logged_model(id);
    return escape_controls(model ? fmt::format("{} ({}, {}, {})", model->name, id, how,
                                               model_status_name(model->status))
                                 : fmt::format("{} ({})", id, how));
  }

  void print_artifacts_line() {
    std::vector<std::string> words;
    try {
      const auto entries = context_.artifacts(run_.info)->list("");
      for (std::size_t i = 0; i < std::min(entries.size(), most_artifacts); ++i) {
        words.push_back(escape_controls(entries[i].path) +
                        (entries[i].is_directory ? "/" : " " + format_size(entries[i].size)));
      }
      if (entries.size() > most_artifacts) {
        words.push_back(fmt::format("and {} more", entries.size() - most_artifacts));
      }
    } catch (const Error& error) {
      words = {error.what()};  // artifacts that are elsewhere must not hide the run
    }
    print_wrapped("artifacts", words, "  ");
  }

  /// Line by line, folded at blanks.
  void print_note() {
    const Tag* note = find_by_key(run_.data.tags, tag_keys::note);
    std::string_view rest = note == nullptr ? std::string_view() : note->value;
    for (std::string_view label = "note"; !rest.empty(); label = "") {
      const auto end = std::min(rest.find('\n'), rest.size());
      std::vector<std::string> words;
      for (std::string_view text = rest.substr(0, end); !text.empty();) {
        const auto blank = std::min(text.find(' '), text.size());
        words.push_back(escape_controls(text.substr(0, blank)));
        text.remove_prefix(std::min(blank + 1, text.size()));
      }
      print_wrapped(label, words.empty() ? std::vector<std::string>{""} : words, " ");
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }

  /// Words with `between` them, folded at the width; a longer word is broken.
  void print_wrapped(std::string_view label, const std::vector<std::string>& words,
                     std::string_view between) {
    if (words.empty()) {
      return;
    }
    const std::size_t room = width_ - label_width;
    std::string text;
    std::size_t used = 0;
    const auto end_line = [&] {
      labelled(label, text);
      label = "";
      text.clear();
      used = 0;
    };
    for (std::size_t i = 0; i < words.size(); ++i) {
      std::string_view word = words[i];
      if (i > 0 && used + between.size() + display_width(word) > room) {
        end_line();
      } else if (i > 0) {
        text += between;
        used += between.size();
      }
      while (display_width(word) > room) {
        const std::size_t count = fitting_code_points(word, room);
        text += first_code_points(word, count);
        word.remove_prefix(first_code_points(word, count).size());
        end_line();
      }
      text += word;
      used += display_width(word);
    }
    end_line();
  }

  /// How many code points from the beginning of `text` fit into `columns`; one at least.
  static std::size_t fitting_code_points(std::string_view text, std::size_t columns) {
    std::size_t low = 1;
    for (std::size_t high = columns; low < high;) {
      const std::size_t middle = low + (high - low + 1) / 2;
      if (display_width(first_code_points(text, middle)) <= columns) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  Context& context_;
  const Run& run_;
  bool color_;
  std::size_t width_;
};

}  // namespace

void print_run_card(Context& context, const Run& run) {
  Card(context, run).print();
}

}  // namespace mltrack::cli
