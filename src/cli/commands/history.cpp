#include "command.hpp"
#include "downsample.hpp"
#include "render/objects.hpp"
#include "short_id.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/glob.hpp"
#include "mltrack/base/unicode.hpp"
#include "mltrack/store/whole_id.hpp"

namespace mltrack::cli {
namespace {

class History final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.positional("RUN", first_, "The run; with --run or --filter the first KEY",
                     Completes::run);
    flags.positionals("KEY", keys_, "The metrics; 'val/*' is all that begin so", false,
                      Completes::metric_key);
    flags.add({.long_name = "--run",
               .short_name = 'r',
               .value_name = "RUN",
               .help = "A run: an id, the beginning of one, a name, or @last; may be repeated",
               .target = &handles_,
               .completes = Completes::run});
    flags.add({.long_name = "--filter",
               .value_name = "FILTER",
               .help = "The runs that search finds, in place of --run",
               .target = &filter_});
    flags.add({.long_name = "--limit",
               .short_name = 'L',
               .value_name = "N",
               .help = "At most so many runs of a filter (default 200)",
               .target = &limit_});
    flags.add({.long_name = "--downsample",
               .value_name = "N",
               .help = "At most so many points of each, peaks kept",
               .target = &downsample_});
  }

  void run(Context& context) override {
    if (downsample_ && *downsample_ < 2) {
      throw Error::invalid("Invalid value '{}' for --downsample: it must be 2 or more",
                           *downsample_);
    }
    if (!handles_.empty() || filter_) {
      keys_.insert(keys_.begin(), first_);
      print_runs_of_options(context);
    } else {
      if (keys_.empty()) {
        throw Error::invalid("KEY is missing");
      }
      const RunName run = named(context, first_);
      layout_ = keys_.size() == 1 && !has_wildcard(keys_[0]) ? Layout::one_series : Layout::many;
      print_run(context, run);
    }
    if (!writer_) {
      throw unknown_key(context);
    }
    writer_->finish("");
    context.world.out.flush();
    for (const std::string& text : missing_) {
      context.warn(text);
    }
  }

 private:
  enum class Layout { one_series, many };

  struct RunName {
    std::string whole_id, run_id, tree;
  };

  /// Nothing is read where there is one tree.
  [[nodiscard]] static RunName named(Context& context, const std::string& handle) {
    const std::string id = context.resolve_run(handle);
    if (!context.has_several_trees()) {
      return {id, id, ""};
    }
    const RunInfo info = context.store().get_run_info(id);
    return {whole_id(info), info.run_id, info.tree};
  }

  void print_runs_of_options(Context& context) {
    if (!handles_.empty() && filter_) {
      throw Error::invalid("--run and --filter exclude each other");
    }
    layout_ = Layout::many;
    for (const std::string& handle : handles_) {
      print_run(context, named(context, handle));
    }
    if (filter_) {
      for (Run& run : found_runs(context)) {
        const RunName name{whole_id(run.info), run.info.run_id, run.info.tree};
        print_run(context, name, std::move(run));
      }
    }
  }

  /// The newest that the filter finds.
  [[nodiscard]] std::vector<Run> found_runs(Context& context) const {
    constexpr std::int64_t default_limit = 200;
    const std::int64_t limit = limit_.value_or(default_limit);
    if (limit < 1) {
      throw Error::invalid("Invalid value '{}' for --limit: it must be 1 or more", limit);
    }
    const RunQuery query{.experiment_ids = context.experiment_ids_to_search(),
                         .filter = *filter_,
                         .order_by = {},
                         .max_results = static_cast<std::size_t>(limit),
                         .page_token = "",
                         .dialect = context.dialect()};
    std::vector<Run> runs;
    const std::string next = context.store().search_runs(query, [&](Run&& run) {
      runs.push_back(std::move(run));
      return true;
    });
    if (runs.empty()) {
      throw Error::not_found("No run matches");
    }
    if (!next.empty()) {
      context.note(fmt::format("mltrack: there are more runs than these {}; --limit takes more",
                               runs.size()));
    }
    return runs;
  }

  /// `run` is read, if it was not yet, only if its keys are asked for.
  void print_run(Context& context, const RunName& name, std::optional<Run> run = {}) {
    looked_at_ = name;
    for (const std::string& key : keys_) {
      if (!has_wildcard(key)) {
        print_series(context, name, key);
        continue;
      }
      if (!run) {
        run = context.store().get_run(name.whole_id);
      }
      for (const Metric& metric : run->data.metrics) {
        if (matches_glob(key, metric.key)) {
          print_series(context, name, metric.key);
        }
      }
    }
  }

  void print_series(Context& context, const RunName& run, const std::string& key) {
    bool empty = true;
    std::optional<Downsampler> few;
    if (downsample_) {
      few.emplace(static_cast<std::size_t>(*downsample_));
    }
    context.store().metric_history(run.whole_id, key, [&](const Metric& point) {
      empty = false;
      few ? few->add(point) : print_point(context, run, point);
      return true;
    });
    if (few) {
      for (const Metric& point : few->points()) {
        print_point(context, run, point);
      }
    }
    if (empty) {
      missing_.push_back(fmt::format("run '{}' has no metric '{}'", run.run_id, key));
    }
  }

  void print_point(Context& context, const RunName& run, const Metric& point) {
    if (!writer_) {  // opened by the first point: an unknown key prints no header
      open_points(context);
    }
    if (layout_ == Layout::one_series) {
      writer_->row({point.step, point.value, Time{point.timestamp}, point.key},
                   json_of(point, run.run_id, run.tree));
    } else {
      std::vector<Cell> cells{run.run_id, point.key, point.step, Time{point.timestamp},
                              point.value};
      if (context.has_several_trees()) {
        cells.emplace_back(run.tree);
      }
      writer_->row(cells, json_of(point, run.run_id, run.tree));
    }
  }

  void open_points(Context& context) {
    RowsSpec spec{.list_name = "metrics",
                  .columns = {{.name = "step", .title = "STEP"},
                              {.name = "value", .title = "VALUE"},
                              {.name = "timestamp", .title = "TIME", .priority = 1},
                              {.name = "key", .title = "KEY", .priority = 2}},
                  .id_column = 1};
    if (layout_ == Layout::many) {
      spec.columns = {{.name = "run_id", .title = "RUN", .abbreviate = short_id},
                      {.name = "key", .title = "KEY"},
                      {.name = "step", .title = "STEP"},
                      {.name = "timestamp", .title = "TIME", .priority = 1},
                      {.name = "value", .title = "VALUE"}};
      spec.id_column = 4;
      if (context.has_several_trees()) {
        spec.columns.push_back({.name = "tree", .title = "TREE", .priority = 1});
      }
    }
    writer_ = open_rows(context.world.out, context.output(), std::move(spec));
  }

  [[nodiscard]] Error unknown_key(Context& context) const {
    std::vector<std::string> keys;
    for (const Metric& metric : context.store().get_run(looked_at_.whole_id).data.metrics) {
      keys.push_back(metric.key);
    }
    const std::string& key = keys_[0];
    auto error =
        Error::not_found("Run '{}' has no metric '{}'", looked_at_.run_id, escape_controls(key));
    if (const auto near = nearest(key, keys)) {
      return std::move(error).with_hint("Did you mean '{}'?", *near);
    }
    return error;
  }

  std::string first_;
  std::vector<std::string> keys_;
  std::vector<std::string> handles_;
  std::optional<std::string> filter_;
  std::optional<std::int64_t> limit_;
  std::optional<std::int64_t> downsample_;

  Layout layout_ = Layout::one_series;
  std::unique_ptr<RowWriter> writer_;
  RunName looked_at_;                 // the last run
  std::vector<std::string> missing_;  // said at the end, below the points
};

const Registration<History> registration{{
    .name = "history",
    .summary = "Print all points of metrics, in the order they were logged",
    .group = Group::reading,
    .needs =
        needs_store | needs_experiment | needs_output | needs_filter | needs_pager | reads_trees,
    .description =
        "One metric of one run is a table of steps and values. Several have the long format that\n"
        "pandas, R and gnuplot group by: run_id, key, step, timestamp, value.",
    .examples = {"mltrack history \"$RUN\" loss -o csv > loss.csv",
                 "mltrack history \"$RUN\" loss -o tsv --fields step,value | tail -1",
                 "mltrack history \"$RUN\" '*' --downsample 500 -o csv > all.csv",
                 "mltrack history loss val/loss --filter \"params.opt = 'adam'\" -o csv"},
}};

}  // namespace
}  // namespace mltrack::cli
