#include "run_search.hpp"

#include "groups/group_rows.hpp"
#include "groups/run_groups.hpp"
#include "run_rows.hpp"
#include "unknown_keys.hpp"

#include "mltrack/base/error.hpp"

#include <algorithm>

namespace mltrack::cli {
void RunSearch::declare(Flags& flags) {
  selection_.declare(flags);
  flags.add({.long_name = "--order-by",
             .value_name = "CLAUSE",
             .help = "For example \"metrics.auc DESC\"; may be repeated",
             .target = &order_by_});
  listing_.declare(flags);
}

std::size_t RunSearch::run(Context& context, std::string filter) {
  RunQuery query = selection_.query(context, std::move(filter), listing_.view());
  query.order_by = order_by_;
  std::vector<Run> runs;
  const std::string token =
      listing_.each_page(context, [&](std::size_t limit, const std::string& from) {
        query.max_results = limit;
        query.page_token = from;
        auto page = context.store().search_runs(query);
        const PageEnd end{page.items.size(), page.next_page_token};
        if (runs.empty()) {
          runs = std::move(page.items);
        } else {
          std::move(page.items.begin(), page.items.end(), std::back_inserter(runs));
        }
        return end;
      });
  // `-L 1 -o id` in a script is no answer cut short.
  const bool expected = listing_.limit_is_chosen() && !context.options.verbose;
  print_runs(context, runs, token, expected ? MoreNote::no : MoreNote::yes);
  if (runs.empty()) {
    hint_at_unknown_keys(context, query);
  }
  return runs.size();
}

std::size_t RunSearch::run_grouped(Context& context, std::string filter,
                                   const GroupOptions& groups) {
  if (!listing_.page_token().empty()) {
    throw Error::invalid("--page-token goes on with runs; groups have no pages");
  }
  const GroupQuestion question = groups.question(context);
  const RunQuery query = selection_.query(context, std::move(filter), listing_.view());
  RunGroups found = gather_groups(context, question, query);
  sort_groups(found, question, order_by_);
  // A file of groups is never cut short unasked; a screen may be.
  const bool cut = listing_.limit_is_chosen() || context.output().format == "table";
  print_groups(context, found, question,
               cut ? std::optional(listing_.limit(context)) : std::nullopt);
  if (found.runs == 0) {
    hint_at_unknown_keys(context, query);
  } else if (!found.unknown.empty()) {
    const auto known = known_fields(context, query);
    for (const std::string& name : found.unknown) {
      warn_of_unknown_field(context, name, known);
    }
  }
  return found.runs;
}

}  // namespace mltrack::cli
