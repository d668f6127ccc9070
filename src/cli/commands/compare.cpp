#include "artifact_comparison.hpp"
#include "command.hpp"
#include "comparison.hpp"
#include "comparison_table.hpp"
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
    flags.add({.long_name = "--artifact",
               .value_name = "PATH",
               .help = "Compare this artifact, or all in this folder, instead",
               .target = &artifact_});
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
    const Sameness sameness = artifact_
                                  ? print_artifact_comparison(context, runs, baseline, *artifact_)
                                  : print_all(context, runs, baseline);
    if (exit_code_ && sameness == Sameness::differs) {
      context.exit_code = exit_failed;
    }
  }

 private:
  [[nodiscard]] Sameness print_all(Context& context, const std::vector<Run>& runs,
                                   std::size_t baseline) const {
    const Comparison comparison = compare_runs(runs, baseline, context.world.host.clock->now_ms());
    if (context.wants_json()) {
      print_comparison_json(context.world.out, runs, comparison);
    } else {
      print_comparison(context, runs, comparison, all_ ? EqualRows::show : EqualRows::hide);
    }
    // How long a run took and which tree it is in are shown, but no difference between runs.
    const bool same =
        std::all_of(comparison.rows.begin(), comparison.rows.end(), [](const ComparisonRow& row) {
          return row.equal || row.key == "duration" || row.key == "tree";
        });
    return same ? Sameness::same : Sameness::differs;
  }

  std::vector<std::string> handles_;
  std::optional<std::string> baseline_;
  std::optional<std::string> artifact_;
  bool all_ = false;
  bool exit_code_ = false;
};

const Registration<Compare> registration{{
    .name = "compare",
    .summary = "Put runs side by side, with the change against a baseline",
    .group = Group::reading,
    .needs = needs_store | needs_experiment | needs_output | needs_pager | reads_trees,
    .description =
        "Rows that are equal in all runs are hidden. Each change is against the first run, or\n"
        "against --baseline. Runs that are too many to stand side by side have a line each.\n"
        "\n"
        "With --artifact, texts are compared as a unified diff, other files by size and MD5.",
    .examples = {"mltrack compare trial-1 trial-3",
                 "mltrack compare $(mltrack search -L 3 -o id --order-by \"metrics.auc DESC\")",
                 "mltrack compare trial-1 trial-3 --artifact conf/config.json",
                 "mltrack compare \"$OLD\" \"$NEW\" --exit-code > /dev/null || echo changed"},
}};

}  // namespace
}  // namespace mltrack::cli
