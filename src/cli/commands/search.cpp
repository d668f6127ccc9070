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
    flags.add({.long_name = "--fail-empty",
               .help = "Exit with 1 if nothing matches",
               .target = &fail_empty_});
  }

  void run(Context& context) override {
    const std::size_t hits = search_.run(context, filter_.value_or(""));
    if (hits == 0 && fail_empty_) {
      context.exit_code = exit_failed;
    }
  }

 private:
  std::optional<std::string> filter_;
  RunSearch search_;
  bool fail_empty_ = false;
};

const Registration<Search> registration{{
    .name = "search",
    .summary = "Find runs by a filter",
    .group = Group::reading,
    .needs = needs_store | needs_output | needs_filter,
    .description = "Filters are in MLflow's language, or in mltrack's own above it, with OR, NOT,\n"
                   "max(metrics.auc) and much more. mltrack help filter explains both.",
    .examples = {"mltrack search \"metrics.auc > 0.8\" --order-by \"metrics.auc DESC\"",
                 "mltrack search \"params.opt = 'adam' AND tags.stage LIKE 'cand%'\" -e churn",
                 "mltrack search \"max(metrics.auc) > 0.9 OR duration > 2h AND start_time > -7d\"",
                 "BEST=$(mltrack search --order-by \"metrics.auc DESC\" -L 1 -o id)"},
}};

}  // namespace
}  // namespace mltrack::cli
