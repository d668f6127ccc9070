#include "command.hpp"
#include "run_search.hpp"

namespace mltrack::cli {
namespace {

class List final : public Command {
 public:
  void declare(Flags& flags) override { search_.declare(flags); }
  void run(Context& context) override { search_.run(context, ""); }

 private:
  RunSearch search_;
};

const Registration<List> registration{{
    .name = "list",
    .summary = "List runs, newest first",
    .group = Group::reading,
    .needs = needs_store | needs_output | needs_pager | needs_filter | reads_trees,
    .description =
        "A table shows the metrics and params in which the runs differ; what is the same in\n"
        "all stands in the line below. Other formats have all columns.",
    .examples = {"mltrack list -e churn", "mltrack list --since 2d -o csv > runs.csv",
                 "mltrack list --order-by \"metrics.auc DESC\" -L 5"},
}};

}  // namespace
}  // namespace mltrack::cli
