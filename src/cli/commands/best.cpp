#include "best_run.hpp"
#include "command.hpp"
#include "counted.hpp"
#include "render/best_json.hpp"
#include "run_columns.hpp"
#include "run_selection.hpp"
#include "short_id.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/unicode.hpp"
#include "mltrack/store/whole_id.hpp"

#include <cmath>

namespace mltrack::cli {
namespace {

std::string label_of(const Run& run) {
  const std::string id = run.info.run_id.substr(0, short_id);
  return run.info.run_name.empty() ? id
                                   : fmt::format("{} ({})", escape_controls(run.info.run_name), id);
}

class Best final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.optional_positional("KEY", key_,
                              "A metric (default: the primary metric of the experiment)",
                              Completes::metric_key);
    flags.add({.long_name = "--max", .help = "The highest is the best", .target = &max_});
    flags.add({.long_name = "--min", .help = "The lowest is the best", .target = &min_});
    flags.add({.long_name = "--filter",
               .value_name = "FILTER",
               .help = "Among these runs only, as in search",
               .target = &filter_});
    selection_.declare(flags);
  }

  void run(Context& context) override {
    if (max_ && min_) {
      throw Error::invalid("--max and --min exclude each other");
    }
    const RunQuery query = selection_.query(context, filter_.value_or(""), ViewType::active_only);
    const Measure measure = parse_measure(context, key_or_primary(context, query));
    const Better better = max_   ? Better::higher
                          : min_ ? Better::lower
                                 : better_by_tags(context, measure, query.experiment_ids);
    const Contest contest = find_best(context, measure, better, query);
    const Run best = context.store().get_run(contest.first[0].run_id);
    const std::optional<Run> second =
        contest.first.size() > 1 ? context.store().find_run(contest.first[1].run_id) : std::nullopt;
    const OutputOptions output = context.output();
    if (output.format == "json") {
      print_best_json(context.world.out, measure, better, contest, best, second);
    } else if (output.format == "table" && output.fields.empty()) {
      print_card(context, {measure, better, contest, best, second});
    } else {
      print_row(context, {measure, better, contest, best, second});
    }
  }

 private:
  struct Answer {
    const Measure& measure;
    Better better;
    const Contest& contest;
    const Run& best;
    const std::optional<Run>& second;
  };

  [[nodiscard]] std::string key_or_primary(Context& context, const RunQuery& query) const {
    if (key_) {
      return *key_;
    }
    if (auto primary = primary_metric(context, query.experiment_ids)) {
      return std::move(*primary);
    }
    throw Error::invalid(
        "The best run by what? KEY is missing, and no experiment here has a primary metric")
        .with_hint("For example: mltrack best auc --max");
  }

  static std::string lead_text(const Answer& answer) {
    const std::string second = label_of(*answer.second);
    const double value = answer.contest.first[1].value;
    const double lead = lead_of(answer.contest);
    if (lead == 0) {
      return fmt::format("level with {}", second);
    }
    const double share = 100 * lead / std::abs(value);
    constexpr double least_with_one_decimal = 0.1;
    const std::string percent = !std::isfinite(share)            ? std::string()
                                : share < least_with_one_decimal ? fmt::format(" ({:.1g}%)", share)
                                                                 : fmt::format(" ({:.1f}%)", share);
    return fmt::format("{}{} ahead of {} with {}", short_number(lead), percent, second,
                       short_number(value));
  }

  static void print_card(Context& context, const Answer& answer) {
    const Run& run = answer.best;
    const auto experiment = context.store().find_experiment(whole_experiment_id(run.info));
    std::string text = fmt::format(
        "{}{}{}  {}  in {}\n", escape_controls(run.info.run_name),
        run.info.run_name.empty() ? "" : "  ", run.info.run_id, run_status_name(run.info.status),
        escape_controls(experiment ? experiment->name : run.info.experiment_id));
    text += fmt::format("{}  {}  the {} of {}\n", escape_controls(answer.measure.name),
                        short_number(answer.contest.first[0].value),
                        answer.better == Better::higher ? "highest" : "lowest",
                        counted(answer.contest.with_value, "run"));
    if (answer.second) {
      text += lead_text(answer) + "\n";
    }
    std::string params;
    for (const Param& param : run.data.params) {
      params += fmt::format("  {}={}", escape_controls(param.key), escape_controls(param.value));
    }
    text += params.empty() ? "" : "params" + params + "\n";
    context.world.out.write(text);
  }

  /// One row: what a script asks about the best run and its lead, and the run's params.
  static void print_row(Context& context, const Answer& answer) {
    const OutputOptions output = context.output();
    RowsSpec spec{.list_name = "", .columns = {}, .id_column = 0};
    std::vector<Cell> cells;
    const auto add = [&](std::string_view name, Cell cell) {
      spec.columns.push_back({.name = std::string(name), .title = std::string(name)});
      cells.push_back(std::move(cell));
    };
    const auto& first = answer.contest.first;
    const RunInfo& info = answer.best.info;
    add("run_id", info.run_id);
    add("run_name", info.run_name);
    add("experiment_id", info.experiment_id);
    if (!info.tree.empty()) {
      add("tree", info.tree);
    }
    add("status", std::string(run_status_name(info.status)));
    add("value", first[0].value);
    add("lead", answer.second ? Cell(lead_of(answer.contest)) : Cell());
    add("second_run_id", answer.second ? Cell(answer.second->info.run_id) : Cell());
    add("second_value", answer.second ? Cell(first[1].value) : Cell());
    add("runs", static_cast<std::int64_t>(answer.contest.with_value));
    const RunSurroundings none;
    for (const Column& column : machine_columns({answer.best}, output.fields)) {
      const bool asked =
          std::find(output.fields.begin(), output.fields.end(), column.name) != output.fields.end();
      const bool there = std::any_of(spec.columns.begin(), spec.columns.end(),
                                     [&](const Column& c) { return c.name == column.name; });
      if (!there && (asked || column.name.starts_with("params."))) {
        add(column.name, run_cell(answer.best, column.name, none));
      }
    }
    const auto writer = open_rows(context.world.out, output, std::move(spec));
    writer->row(cells, {});
    writer->finish("");
  }

  std::optional<std::string> key_;
  std::optional<std::string> filter_;
  bool max_ = false;
  bool min_ = false;
  RunSelection selection_;
};

const Registration<Best> registration{{
    .name = "best",
    .summary = "Find the best run by a metric, and how far it is ahead",
    .group = Group::reading,
    .needs = needs_store | needs_output | needs_filter | reads_trees,
    .description =
        "Compares the latest values. KEY may be a function of the history, such as\n"
        "\"max(metrics.auc)\", for the best value instead. NaN never wins; of equal runs the "
        "newest\n"
        "is best. Which way is better is never guessed: say --max or --min, or let a tag of the\n"
        "experiment say it: mltrack.direction.KEY (max or min), or\n"
        "mlflow.experiment.primaryMetric.greaterIsBetter. Where other commands take a RUN, the "
        "same\n"
        "run is @best:KEY:max or @best:KEY:min, and @best:KEY if a tag says which way.",
    .examples = {"mltrack best auc --max",
                 "mltrack best loss --min --filter \"params.opt = 'adam'\"",
                 "BEST=$(mltrack best auc --max -e churn -o id)",
                 "mltrack set-experiment-tag churn mltrack.direction.auc max"},
}};

}  // namespace
}  // namespace mltrack::cli
