#include "command.hpp"
#include "comparison.hpp"
#include "exit_code.hpp"
#include "render/comparison_json.hpp"

#include "mltrack/base/error.hpp"

#include <algorithm>

namespace mltrack::cli {
namespace {

class Compare final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.positionals("RUN", handles_, "Two runs or more", true, Completes::run);
    flags.add({.long_name = "--baseline",
               .value_name = "RUN",
               .help = "The run that the others are measured against (default: the first)",
               .target = &baseline_,
               .completes = Completes::run});
    flags.add(
        {.long_name = "--all", .short_name = 'a', .help = "Show equal rows, too", .target = &all_});
    flags.add({.long_name = "--exit-code",
               .help = "Exit with 1 if anything differs",
               .target = &exit_code_});
  }

  void run(Context& context) override {
    std::vector<std::string> ids;
    const auto add = [&](const std::string& handle) {
      const std::string id = context.resolve_run(handle);
      const auto place = std::find(ids.begin(), ids.end(), id);
      if (place != ids.end()) {
        return static_cast<std::size_t>(place - ids.begin());
      }
      ids.push_back(id);
      return ids.size() - 1;
    };
    for (const std::string& handle : handles_) {
      add(handle);
    }
    const std::size_t baseline = baseline_ ? add(*baseline_) : 0;
    if (ids.size() < 2) {
      throw Error::invalid("There is only one run to compare").with_hint("Give two or more.");
    }
    std::vector<Run> runs;
    for (const std::string& id : ids) {
      runs.push_back(context.store().get_run(id));
    }
    const Comparison comparison = compare_runs(runs, baseline, context.world.host.clock->now_ms());
    print(context, runs, comparison);
    // How long a run took is shown, but a second more is no difference between runs.
    const bool same =
        std::all_of(comparison.rows.begin(), comparison.rows.end(),
                    [](const ComparisonRow& row) { return row.equal || row.key == "duration"; });
    if (exit_code_ && !same) {
      context.exit_code = exit_failed;
    }
  }

 private:
  static std::string name_of(const Run& run) {
    return run.info.run_name.empty() ? run.info.run_id : run.info.run_name;
  }

  void print(Context& context, const std::vector<Run>& runs, const Comparison& comparison) const {
    const OutputOptions output = context.output();
    if (output.format == "json") {
      print_comparison_json(context.world.out, runs, comparison);
      return;
    }
    const bool for_people = is_for_people(output);
    // Two runs have a column for the change; with more, each change stands beside its value.
    const bool change_column = runs.size() == 2 || !for_people;
    RowsSpec spec{.list_name = "rows", .columns = {{.name = "key", .title = ""}}, .id_column = 0};
    for (const Run& run : runs) {
      spec.columns.push_back({.name = run.info.run_id, .title = name_of(run), .align_right = true});
    }
    if (change_column) {
      for (std::size_t i = 0; i < runs.size(); ++i) {
        if (i != comparison.baseline) {
          spec.columns.push_back({.name = "change." + runs[i].info.run_id, .title = "change"});
        }
      }
    }
    const auto writer = open_rows(context.world.out, output, std::move(spec));
    std::size_t hidden = 0;
    for (const ComparisonRow& row : comparison.rows) {
      if (row.equal && !all_) {
        ++hidden;
        continue;
      }
      writer->row(cells_of(row, comparison.baseline, for_people, change_column), {});
    }
    writer->finish("");
    if (hidden > 0) {
      context.world.out.flush();
      context.note(fmt::format("{} equal {} hidden (--all)", hidden, hidden == 1 ? "row" : "rows"));
    }
  }

  static std::vector<Cell> cells_of(const ComparisonRow& row, std::size_t baseline, bool for_people,
                                    bool change_column) {
    std::vector<Cell> cells{row.key};
    const double* base = std::get_if<double>(&row.values[baseline]);
    for (std::size_t i = 0; i < row.values.size(); ++i) {
      const auto& change = row.changes[i];
      if (for_people && !change_column && change) {
        cells.emplace_back(cell_text(row.values[i], CellStyle::people) + "  " +
                           change_text(*change, *base));
      } else {
        cells.push_back(row.values[i]);
      }
    }
    for (std::size_t i = 0; change_column && i < row.values.size(); ++i) {
      const auto& change = row.changes[i];
      if (i == baseline) {
        continue;
      }
      if (!change) {
        cells.emplace_back();
      } else if (for_people) {
        cells.emplace_back(change_text(*change, *base));
      } else {
        cells.emplace_back(*change);
      }
    }
    return cells;
  }

  std::vector<std::string> handles_;
  std::optional<std::string> baseline_;
  bool all_ = false;
  bool exit_code_ = false;
};

const Registration<Compare> registration{{
    .name = "compare",
    .summary = "Put runs side by side, with the change against a baseline",
    .group = Group::reading,
    .needs = needs_store | needs_experiment | needs_output,
    .description = "Rows that are equal in all runs are hidden.",
    .examples = {"mltrack compare trial-1 trial-3",
                 "mltrack compare $(mltrack search -L 3 -o id --order-by \"metrics.auc DESC\")",
                 "mltrack compare \"$OLD\" \"$NEW\" --exit-code > /dev/null || echo changed"},
}};

}  // namespace
}  // namespace mltrack::cli
