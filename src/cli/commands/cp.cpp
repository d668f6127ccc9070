#include "command.hpp"
#include "copy_report.hpp"
#include "run_selection.hpp"

#include "mltrack/base/error.hpp"

namespace mltrack::cli {
namespace {

class Copy final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.positionals("RUN", arguments_, "The runs, and last the tree to copy them into", true,
                      Completes::run);
    flags.add({.long_name = "--filter",
               .value_name = "FILTER",
               .help = "The runs that search finds, in place of RUN",
               .target = &filter_});
    selection_.declare(flags);
    flags_.declare(flags);
  }

  void run(Context& context) override {
    const std::string target = arguments_.back();
    const std::vector<std::string> ids = chosen(context);
    CopyReport report(context);
    const auto copy =
        open_tree_copy(context.world.host, context.tracking_uri(), target, flags_.options(context),
                       [&](const CopyEvent& event) { report.event(event); });
    for (const std::string& id : ids) {
      copy->copy_run(id);
    }
    report.add(copy->totals());
    report.finish(flags_.dry_run);
  }

 private:
  /// All are found before the first is copied.
  [[nodiscard]] std::vector<std::string> chosen(Context& context) {
    arguments_.pop_back();
    if (filter_ && !arguments_.empty()) {
      throw Error::invalid("RUN and --filter exclude each other");
    }
    std::vector<std::string> ids;
    if (filter_ || (arguments_.empty() && selection_.is_given())) {
      RunQuery query = selection_.query(context, filter_.value_or(""), ViewType::active_only);
      query.max_results = limits::search_results;
      do {
        const Page<Run> page = context.store().search_runs(query);
        for (const Run& run : page.items) {
          ids.push_back(run.info.run_id);
        }
        query.page_token = page.next_page_token;
      } while (!query.page_token.empty());
      return ids;
    }
    if (arguments_.empty()) {
      throw Error::invalid("Which runs? Only the tree to copy them into is given")
          .with_hint("mltrack cp RUN... DST, or mltrack cp --filter FILTER DST");
    }
    for (const std::string& handle : arguments_) {
      const RunInfo info = context.store().get_run_info(context.resolve_run(handle));
      ids.push_back(info.run_id);
    }
    return ids;
  }

  std::vector<std::string> arguments_;
  std::optional<std::string> filter_;
  RunSelection selection_;
  CopyFlags flags_;
};

const Registration<Copy> registration{{
    .name = "cp",
    .summary = "Copy runs into another tree",
    .group = Group::runs,
    .needs = needs_store | needs_output | needs_filter,
    .description =
        "With ids and times, artifacts, and the datasets and logged models they refer to; the\n"
        "experiment is made there if none has its name. What is there already is carried on, as\n"
        "merge does it.",
    .examples = {"mltrack cp @last /shared/mlruns",
                 "mltrack cp --filter \"metrics.auc > 0.9\" -e churn best/mlruns"},
}};

}  // namespace
}  // namespace mltrack::cli
