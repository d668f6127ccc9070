#include "run_search.hpp"

#include "field_list.hpp"
#include "groups/group_rows.hpp"
#include "groups/run_groups.hpp"
#include "sort_option.hpp"
#include "unknown_keys.hpp"

#include "mltrack/base/error.hpp"

namespace mltrack::cli {

void RunSearch::declare(Flags& flags) {
  selection_.declare(flags);
  flags.add({.long_name = "--order-by",
             .value_name = "CLAUSE",
             .help = "For example \"metrics.auc DESC\"; may be repeated",
             .target = &order_by_});
  flags.add({.long_name = "--sort",
             .value_name = "KEY",
             .help = "The same in short: auc:desc, lr, duration; params that are numbers as such",
             .target = &sort_,
             .completes = Completes::column});
  flags.add({.long_name = "--columns",
             .value_name = "A,B",
             .help = "These beside id and name: auc,lr,max(metrics.auc),duration",
             .target = &columns_,
             .completes = Completes::columns});
  flags.add({.long_name = "--only-changed",
             .help = "No column that is the same in all runs",
             .target = &only_changed_});
  flags.add({.long_name = "--tree", .help = "Nested runs beneath their parents", .target = &tree_});
  listing_.declare(flags);
}

RunLayout RunSearch::layout() const {
  RunLayout layout{.only_changed = only_changed_, .tree = tree_};
  for (const std::string& columns : columns_) {
    for (std::string& column : split_fields(columns)) {
      layout.columns.push_back(std::move(column));
    }
  }
  return layout;
}

std::size_t RunSearch::run(Context& context, std::string filter) {
  if (sort_ && !order_by_.empty()) {
    throw Error::invalid("--sort and --order-by exclude each other");
  }
  RunQuery query = selection_.query(context, std::move(filter), listing_.view());
  query.order_by = sort_ ? order_of(context, *sort_, query) : order_by_;
  RunRows rows(context, layout());
  const std::string token =
      listing_.each_page(context, [&](std::size_t limit, const std::string& from) {
        query.max_results = limit;
        query.page_token = from;
        const std::size_t before = rows.count();
        std::string next = context.store().search_runs(query, [&](Run&& run) {
          rows.add(std::move(run));
          return true;
        });
        return PageEnd{rows.count() - before, std::move(next)};
      });
  // `-L 1 -o id` in a script is no answer cut short.
  const bool expected = listing_.limit_is_chosen() && !context.options.verbose;
  rows.finish(token, expected ? MoreNote::no : MoreNote::yes);
  if (rows.count() == 0) {
    hint_at_unknown_keys(context, query);
  }
  return rows.count();
}

std::size_t RunSearch::run_grouped(Context& context, std::string filter,
                                   const GroupOptions& groups) {
  if (!listing_.page_token().empty()) {
    throw Error::invalid("--page-token goes on with runs; groups have no pages");
  }
  if (sort_ || !columns_.empty() || only_changed_ || tree_) {
    throw Error::invalid(
        "--sort, --columns, --only-changed and --tree are for runs, not for groups")
        .with_hint("--order-by orders groups, --agg chooses their columns.");
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
