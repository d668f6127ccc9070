#include "command.hpp"
#include "plot/collect.hpp"
#include "plot/figure_page.hpp"
#include "plot/svg_figure.hpp"
#include "plot/text_figure.hpp"
#include "run_choice.hpp"
#include "shared_options.hpp"
#include "write_file.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/number.hpp"
#include "mltrack/base/unicode.hpp"
#include "mltrack/store/whole_id.hpp"

#include <algorithm>

namespace mltrack::cli {
namespace {

constexpr std::size_t default_runs = 10;
constexpr std::int64_t default_rows = 16;
constexpr std::int64_t narrowest = 20;
constexpr std::int64_t lowest = 2;
constexpr std::int64_t greatest = 10'000;
// Of a picture in a file: 800 by 400 pixels.
constexpr std::int64_t file_columns = 100;
constexpr std::int64_t file_rows = 25;
constexpr std::size_t pixels_a_column = 8;
constexpr std::size_t pixels_a_row = 16;

class Plot final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.positionals("KEY", keys_, "One metric or more", true, Completes::metric_key);
    runs_.declare(flags);
    flags.add({.long_name = "--x",
               .value_name = "AXIS",
               .help = "step (default), time, or relative: since the first point",
               .target = &x_,
               .completes = Completes::words,
               .words = "step time relative"});
    flags.add({.long_name = "--smooth",
               .value_name = "WEIGHT",
               .help = "Exponential smoothing as in TensorBoard, from 0 to below 1",
               .target = &smooth_});
    flags.add({.long_name = "--log", .help = "A logarithmic axis for the values", .target = &log_});
    flags.add(
        {.long_name = "--ascii", .help = "Letters in place of braille dots", .target = &ascii_});
    flags.add({.long_name = "--out",
               .short_name = 'O',
               .value_name = "FILE",
               .help = "Write the picture to FILE.svg or FILE.html instead",
               .target = &file_,
               .completes = Completes::file});
    flags.add({.long_name = "--width",
               .value_name = "COLUMNS",
               .help = "Of the picture (default: the terminal's; 100 in a file, of 8 pixels each)",
               .target = &width_});
    flags.add({.long_name = "--height",
               .value_name = "ROWS",
               .help = "Of the curves (default 16; 25 in a file, of 16 pixels each)",
               .target = &height_});
    flags.add(color_option(color_));
  }

  void run(Context& context) override {
    const Medium medium = this->medium();
    const bool in_terminal = medium == Medium::terminal;
    FigureSpec spec{.title = {}, .x_kind = x_kind(), .logarithmic = log_};
    const auto columns =
        size_of(width_, "--width",
                in_terminal ? static_cast<std::int64_t>(context.world.out.width()) : file_columns,
                narrowest);
    const auto rows = size_of(height_, "--height", in_terminal ? default_rows : file_rows, lowest);
    const ChosenRuns chosen = runs_.select(context);
    std::vector<FigureSeries> series =
        collect(context, chosen,
                {.x = spec.x_kind,
                 .smoothing = smoothing(),
                 .columns = columns * (in_terminal ? 2 : pixels_a_column / 2)});
    spec.title = title(chosen.runs);
    const Figure figure = make_figure(spec, std::move(series));
    const SvgFigureOptions size{.width = static_cast<double>(columns * pixels_a_column),
                                .height = static_cast<double>(rows * pixels_a_row)};
    if (medium == Medium::svg) {
      write_user_file(context, *file_, svg_figure(figure, size));
    } else if (medium == Medium::html) {
      write_user_file(context, *file_, figure_page(figure, size));
    } else {
      context.world.out.write(
          text_figure(figure, {.columns = columns,
                               .rows = rows,
                               .glyphs = ascii_ ? Glyphs::ascii : Glyphs::braille,
                               .color = context.use_color(color_)}));
    }
    if (chosen.more) {
      context.world.out.flush();
      context.note(chosen.runs.size() == 1
                       ? "one run is shown, there are more: --limit, --order-by"
                       : fmt::format("{} runs are shown, there are more: --limit, --order-by",
                                     chosen.runs.size()));
    }
  }

 private:
  enum class Medium { terminal, svg, html };

  [[nodiscard]] Medium medium() const {
    if (!file_) {
      return Medium::terminal;
    }
    if (ascii_) {
      throw Error::invalid("--ascii and --out exclude each other");
    }
    if (file_->ends_with(".svg")) {
      return Medium::svg;
    }
    if (file_->ends_with(".html") || file_->ends_with(".htm")) {
      return Medium::html;
    }
    throw Error::invalid("Invalid value '{}' for --out: it must end in .svg or .html",
                         escape_controls(*file_));
  }

  [[nodiscard]] AxisKind x_kind() const {
    const std::string word = x_.value_or("step");
    if (word == "step") {
      return AxisKind::count;
    }
    if (word == "time") {
      return AxisKind::time;
    }
    if (word == "relative") {
      return AxisKind::span;
    }
    throw Error::invalid("Invalid value '{}' for --x: choose step, time or relative",
                         escape_controls(word));
  }

  [[nodiscard]] double smoothing() const {
    if (!smooth_) {
      return 0;
    }
    const auto weight = parse_typed_double(*smooth_);
    if (!weight || !(*weight >= 0 && *weight < 1)) {
      throw Error::invalid("Invalid value '{}' for --smooth: it must be from 0 to below 1",
                           escape_controls(*smooth_))
          .with_hint("0.6 is what TensorBoard begins with; 0.9 is smooth, 0.99 very smooth.");
    }
    return *weight;
  }

  [[nodiscard]] static std::size_t size_of(const std::optional<std::int64_t>& chosen,
                                           std::string_view option, std::int64_t otherwise,
                                           std::int64_t least) {
    if (chosen && (*chosen < least || *chosen > greatest)) {
      throw Error::invalid("Invalid value '{}' for {}: it must be {} to {}", *chosen, option, least,
                           greatest);
    }
    return static_cast<std::size_t>(chosen.value_or(std::max(otherwise, least)));
  }

  [[nodiscard]] std::string title(const std::vector<Run>& runs) const {
    std::string keys;
    for (const std::string& key : keys_) {
      keys += (keys.empty() ? "" : ", ") + key;
    }
    return runs.size() == 1 ? keys + " of " + run_labels(runs)[0] : keys;
  }

  /// One a run and key, as far as the run has the key.
  [[nodiscard]] std::vector<FigureSeries> collect(Context& context, const ChosenRuns& chosen,
                                                  const CollectOptions& options) const {
    const std::vector<std::string> names = run_labels(chosen.runs);
    std::vector<FigureSeries> all;
    for (std::size_t i = 0; i < chosen.runs.size(); ++i) {
      for (const std::string& key : keys_) {
        CollectedSeries one =
            collect_series(context.store(), whole_id(chosen.runs[i].info), key, options);
        if (one.points == 0) {
          if (chosen.named && chosen.runs.size() > 1) {
            context.warn(fmt::format("run '{}' has no metric '{}'", names[i], key));
          }
          continue;
        }
        one.series.label = keys_.size() == 1         ? names[i]
                           : chosen.runs.size() == 1 ? key
                                                     : names[i] + " " + key;
        one.series.style = all.size();
        report_hidden(context, names[i], key, one);
        all.push_back(std::move(one.series));
      }
    }
    if (all.empty()) {
      throw nothing_to_draw(chosen);
    }
    return all;
  }

  void report_hidden(Context& context, const std::string& name, const std::string& key,
                     const CollectedSeries& one) const {
    const auto say = [&](std::size_t count, const char* what) {
      context.note(fmt::format("{} of {}: {} of {} values {} and {} not drawn",
                               escape_controls(key), escape_controls(name), count, one.points, what,
                               count == 1 ? "is" : "are"));
    };
    if (one.not_finite > 0) {
      say(one.not_finite, one.not_finite == 1 ? "is not finite" : "are not finite");
    }
    if (log_ && one.not_positive > 0) {
      say(one.not_positive, one.not_positive == 1 ? "is not above 0" : "are not above 0");
    }
    if (one.one_x && x_kind() == AxisKind::count) {
      context.note(
          fmt::format("all {} points of {} in {} have the same step; --x time spreads them",
                      one.points, escape_controls(key), escape_controls(name)));
    }
  }

  [[nodiscard]] Error nothing_to_draw(const ChosenRuns& chosen) const {
    if (chosen.runs.empty()) {
      return Error::not_found("No run is found");
    }
    std::vector<std::string> known;
    for (const Run& run : chosen.runs) {
      for (const Metric& metric : run.data.metrics) {
        known.push_back(metric.key);
      }
    }
    auto error = chosen.runs.size() == 1
                     ? Error::not_found("Run '{}' has no metric '{}'", chosen.runs[0].info.run_id,
                                        escape_controls(keys_[0]))
                     : Error::not_found("None of the {} runs has a metric '{}'", chosen.runs.size(),
                                        escape_controls(keys_[0]));
    if (const auto near = nearest(keys_[0], known)) {
      return std::move(error).with_hint("Did you mean '{}'?", *near);
    }
    return error;
  }

  std::vector<std::string> keys_;
  RunChoice runs_{default_runs, "At most so many runs of a filter (default 10)"};
  std::optional<std::string> x_, smooth_, color_, file_;
  std::optional<std::int64_t> width_, height_;
  bool log_ = false;
  bool ascii_ = false;
};

const Registration<Plot> registration{{
    .name = "plot",
    .summary = "Draw the curves of metrics, of one run or several",
    .group = Group::reading,
    .needs = needs_store | reads_trees,
    .description = "Every curve has a stroke of its own beside its colour. Values that are not "
                   "finite\nbreak the line. However many points there are, the lowest and the "
                   "highest of each\ncolumn are drawn.",
    .examples = {"mltrack plot loss val/loss --run @last",
                 "mltrack plot auc -e churn --order-by \"metrics.auc DESC\" -L 5",
                 "mltrack plot loss --run a --run b --smooth 0.6 --log",
                 "mltrack plot loss --run @last -O loss.svg"},
}};

}  // namespace
}  // namespace mltrack::cli
