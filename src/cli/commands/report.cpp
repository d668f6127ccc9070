#include "command.hpp"
#include "plot/collect.hpp"
#include "report/report_page.hpp"
#include "run_choice.hpp"
#include "run_rows.hpp"
#include "write_file.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/time.hpp"
#include "mltrack/base/unicode.hpp"
#include "mltrack/store/whole_id.hpp"

#include <algorithm>
#include <set>

namespace mltrack::cli {
namespace {

constexpr std::size_t default_runs = 200;
constexpr std::size_t most_drawn = 10;
constexpr std::size_t most_figures = 24;
constexpr std::size_t figure_columns = 300;

class WriteReport final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.optional_positional("FILTER", filter_, "Which runs, as in search (default: all)");
    flags.add({.long_name = "--out",
               .short_name = 'O',
               .value_name = "FILE",
               .help = "The page: a file that ends in .html",
               .target = &file_,
               .required = true,
               .completes = Completes::file});
    flags.add({.long_name = "--title",
               .value_name = "TEXT",
               .help = "Its title (default: the filter, or the experiment)",
               .target = &title_});
    flags.add({.long_name = "--metric",
               .short_name = 'm',
               .value_name = "KEY",
               .help = "Draw this metric; may be repeated (default: all that have a curve)",
               .target = &metrics_,
               .completes = Completes::metric_key});
    runs_.declare_search(flags);
  }

  void run(Context& context) override {
    if (!file_.ends_with(".html") && !file_.ends_with(".htm")) {
      throw Error::invalid("Invalid value '{}' for --out: it must end in .html",
                           escape_controls(file_));
    }
    ChosenRuns chosen = runs_.search(context, filter_.value_or(""));
    Report report{.runs = std::move(chosen.runs)};
    report.surroundings = surroundings_of(context, report.runs);
    report.labels = run_labels(report.runs);
    report.drawn = std::min(report.runs.size(), most_drawn);
    report.title = title(report);
    report.notes = {fmt::format("{}{} of {}, on {}.", report.runs.size(),
                                report.runs.size() == 1 ? " run" : " runs", trees_of(context),
                                format_time(report.surroundings.now_ms))};
    if (filter_ && title_) {
      report.notes.push_back("Filter: " + *filter_);
    }
    if (chosen.more) {
      report.notes.emplace_back("There are more runs than are shown.");
      context.note(fmt::format(
          "{} in the report, there are more: --limit, --order-by",
          report.runs.size() == 1 ? "1 run is" : fmt::format("{} runs are", report.runs.size())));
    }
    add_figures(context, report);
    write_user_file(context, file_, report_page(report));
  }

 private:
  static std::string trees_of(const Context& context) {
    std::string all = context.tracking_uri();
    for (std::size_t i = 1; i < context.options.tracking_uris.size(); ++i) {
      all += ", " + context.options.tracking_uris[i];
    }
    return all;
  }

  [[nodiscard]] std::string title(const Report& report) const {
    if (title_ || filter_) {
      return title_.value_or(filter_.value_or(""));
    }
    std::set<std::string> names;
    for (const Run& run : report.runs) {
      names.insert(report.surroundings.experiment_names.at(whole_experiment_id(run.info)));
    }
    return names.size() == 1 ? *names.begin() : "Runs";
  }

  /// Those of the machine last.
  [[nodiscard]] std::vector<std::string> keys_of(const Report& report) const {
    if (!metrics_.empty()) {
      return metrics_;
    }
    std::set<std::string> keys;
    std::set<std::string> of_the_machine;
    for (std::size_t i = 0; i < report.drawn; ++i) {
      for (const Metric& metric : report.runs[i].data.metrics) {
        (metric.key.starts_with("system/") ? of_the_machine : keys).insert(metric.key);
      }
    }
    std::vector<std::string> all(keys.begin(), keys.end());
    all.insert(all.end(), of_the_machine.begin(), of_the_machine.end());
    return all;
  }

  void add_figures(Context& context, Report& report) const {
    for (const std::string& key : keys_of(report)) {
      std::vector<FigureSeries> series;
      bool is_curve = false;
      for (std::size_t i = 0; i < report.drawn; ++i) {
        const Run& run = report.runs[i];
        if (find_by_key(run.data.metrics, key) == nullptr) {
          continue;
        }
        CollectedSeries one =
            collect_series(context.store(), whole_id(run.info), key, {.columns = figure_columns});
        is_curve = is_curve || (one.points > 1 && !one.one_x);
        one.series.label = report.labels[i];
        one.series.style = i;
        series.push_back(std::move(one.series));
      }
      if (!is_curve && (metrics_.empty() || series.empty())) {
        continue;  // one value a run: it stands in the table
      }
      if (report.figures.size() == most_figures && metrics_.empty()) {
        report.notes.push_back(
            fmt::format("The first {} metrics with a curve are drawn.", most_figures));
        break;
      }
      report.figures.push_back(make_figure({.title = key}, std::move(series)));
    }
    if (!report.figures.empty() && report.drawn < report.runs.size()) {
      report.notes.push_back(
          fmt::format("Curves and differences are of the first {} runs.", report.drawn));
    }
  }

  std::optional<std::string> filter_, title_;
  std::string file_;
  std::vector<std::string> metrics_;
  RunChoice runs_{default_runs, "At most so many runs (default 200)"};
};

const Registration<WriteReport> registration{{
    .name = "report",
    .summary = "Write a page about runs: table, curves, differences",
    .group = Group::reading,
    .needs = needs_store | reads_trees,
    .description = "One file that needs no network: to be mailed, kept with the artifacts of a CI "
                   "job, or\nput on a web server. A click on a title sorts the table. Curves and "
                   "differences are\nof the first ten runs; --order-by says which those are.",
    .examples =
        {"mltrack report -e churn -O report.html",
         "mltrack report \"metrics.auc > 0.8\" --order-by \"metrics.auc DESC\" -O best.html"},
}};

}  // namespace
}  // namespace mltrack::cli
