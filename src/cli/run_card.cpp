#include "run_card.hpp"

#include "artifact_rows.hpp"
#include "sparkline.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/time.hpp"
#include "mltrack/base/unicode.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace mltrack::cli {
namespace {

constexpr std::size_t label_width = 11;
constexpr std::size_t curve_width = 20;
constexpr std::size_t most_artifacts = 12;

class Card {
 public:
  Card(Context& context, const Run& run)
      : context_(context),
        run_(run),
        width_(context.world.out.is_terminal() ? context.world.out.width() : 100) {}

  void print() {
    print_head();
    print_metrics();
    print_pairs("params", run_.data.params);
    print_tags();
    print_inputs();
    print_artifacts_line();
    if (const Tag* note = find_by_key(run_.data.tags, tag_keys::note)) {
      print_wrapped("note", {escape_controls(note->value)}, " ");
    }
  }

 private:
  void line(const std::string& text) { context_.world.out.write(text + "\n"); }

  void print_head() {
    const RunInfo& info = run_.info;
    const auto experiment = context_.store().find_experiment(info.experiment_id);
    std::string head = fmt::format("{}  {}  {}", escape_controls(info.run_name), info.run_id,
                                   run_status_name(info.status));
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
    line(times);
  }

  void print_metrics() {
    std::size_t key_width = 0;
    std::size_t value_width = 0;
    for (const Metric& metric : run_.data.metrics) {
      key_width = std::max(key_width, display_width(escape_controls(metric.key)));
      value_width = std::max(value_width, short_number(metric.value).size());
    }
    bool first = true;
    for (const Metric& metric : run_.data.metrics) {
      std::vector<double> values;
      context_.store().metric_history(run_.info.run_id, metric.key, [&](const Metric& point) {
        values.push_back(point.value);
        return true;
      });
      const std::string key = escape_controls(metric.key);
      const std::string value = short_number(metric.value);
      std::string text =
          fmt::format("{:<{}}{}{}  {:>{}}", first ? "metrics" : "", label_width, key,
                      std::string(key_width - display_width(key), ' '), value, value_width);
      if (values.size() > 1) {
        const std::string curve = sparkline(values, curve_width);
        text +=
            fmt::format("  {}{}  {} points", curve,
                        std::string(curve_width - std::min(curve_width, display_width(curve)), ' '),
                        values.size());
        text += range_of(values);
      }
      line(text);
      first = false;
    }
  }

  static std::string range_of(std::vector<double>& values) {
    std::erase_if(values, [](double value) { return std::isnan(value); });
    if (values.empty()) {
      return {};
    }
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    return fmt::format("  min {}  max {}", short_number(*low), short_number(*high));
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

  void print_wrapped(std::string_view label, const std::vector<std::string>& words,
                     std::string_view between) {
    if (words.empty()) {
      return;
    }
    std::string text = fmt::format("{:<{}}", label, label_width);
    std::size_t at = label_width;
    for (std::size_t i = 0; i < words.size(); ++i) {
      const std::size_t wanted = display_width(words[i]);
      if (i > 0 && at + between.size() + wanted > width_) {
        text += '\n' + std::string(label_width, ' ');
        at = label_width;
      } else if (i > 0) {
        text += between;
        at += between.size();
      }
      text += words[i];
      at += wanted;
    }
    line(text);
  }

  Context& context_;
  const Run& run_;
  std::size_t width_;
};

}  // namespace

void print_run_card(Context& context, const Run& run) {
  Card(context, run).print();
}

}  // namespace mltrack::cli
