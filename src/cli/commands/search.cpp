#include "command.hpp"
#include "exit_code.hpp"
#include "run_search.hpp"

namespace mltrack::cli {
namespace {

class Search final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.optional_positional("FILTER", filter_, "For example \"metrics.auc > 0.8\"");
    search_.declare(flags);
    groups_.declare(flags);
    flags.add({.long_name = "--fail-empty",
               .help = "Exit with 1 if nothing matches",
               .target = &fail_empty_});
  }

  void run(Context& context) override {
    const std::string filter = filter_.value_or("");
    const std::size_t hits = groups_.given() ? search_.run_grouped(context, filter, groups_)
                                             : search_.run(context, filter);
    if (hits == 0 && fail_empty_) {
      context.exit_code = exit_failed;
    }
  }

 private:
  std::optional<std::string> filter_;
  RunSearch search_;
  GroupOptions groups_;
  bool fail_empty_ = false;
};

const Registration<Search> registration{{
    .name = "search",
    .summary = "Find runs by a filter",
    .group = Group::reading,
    .needs = needs_store | needs_output | needs_pager | needs_filter | reads_trees,
    .description =
        "Filters are in MLflow's language, or in mltrack's own above it, with OR, NOT,\n"
        "max(metrics.auc) and much more. mltrack help filter explains both.\n"
        "With --group-by, --ignore or --agg there is one row for each group of runs: how\n"
        "many they are, and the aggregates of their values. NaN and what is missing is\n"
        "left out; n is the number of values that count, ci95 half the width of the 95%\n"
        "confidence interval of the mean (Student's t). --order-by then takes columns.",
    .examples = {"mltrack search \"metrics.auc > 0.8\" --order-by \"metrics.auc DESC\"",
                 "mltrack search \"params.opt = 'adam' AND tags.stage LIKE 'cand%'\" -e churn",
                 "mltrack search \"max(metrics.auc) > 0.9 OR duration > 2h AND start_time > -7d\"",
                 "mltrack search --ignore params.seed --agg 'mean ci95 n of metrics.auc'"},
}};

}  // namespace
}  // namespace mltrack::cli
