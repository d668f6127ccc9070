#include "run_search.hpp"

#include "run_rows.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/time.hpp"
#include "mltrack/base/unicode.hpp"
#include "mltrack/search/filter.hpp"

#include <algorithm>

namespace mltrack::cli {
namespace {

std::string_view kind_name(search::FieldKind kind) {
  switch (kind) {
    case search::FieldKind::metric:
      return "metrics";
    case search::FieldKind::param:
      return "params";
    default:
      return "tags";
  }
}

}  // namespace

void RunSearch::declare(Flags& flags) {
  experiments_.declare(flags);
  flags.add({.long_name = "--order-by",
             .value_name = "CLAUSE",
             .help = "For example \"metrics.auc DESC\"; may be repeated",
             .target = &order_by_});
  flags.add({.long_name = "--since",
             .value_name = "TIME",
             .help = "Started since: 2h, 3d, 2026-11-01, or ms",
             .target = &since_});
  listing_.declare(flags);
}

std::string RunSearch::with_since(Context& context, std::string filter) const {
  if (!since_) {
    return filter;
  }
  const auto span = parse_duration(*since_);
  const auto moment =
      span ? context.world.host.clock->now_ms() - *span : parse_time(*since_).value_or(-1);
  if (!span && moment < 0) {
    throw Error::invalid("Invalid value '{}' for --since", escape_controls(*since_))
        .with_hint("Give a span such as 2h or 3d, or a moment such as 2026-11-01T10:00.");
  }
  const bool blank = filter.find_first_not_of(" \t\n") == std::string::npos;
  return fmt::format("{}{}attributes.start_time >= {}", blank ? "" : filter, blank ? "" : " AND ",
                     moment);
}

std::size_t RunSearch::run(Context& context, std::string filter) {
  RunQuery query{.experiment_ids = experiments_.ids(context, listing_.view()),
                 .filter = with_since(context, std::move(filter)),
                 .order_by = order_by_,
                 .view = listing_.view()};
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

void RunSearch::hint_at_unknown_keys(Context& context, const RunQuery& query) {
  std::vector<search::Field> asked =
      search::Filter::parse(query.filter, search::run_schema()).fields();
  std::erase_if(asked, [](const search::Field& field) {
    return field.kind == search::FieldKind::attribute || field.kind == search::FieldKind::dataset;
  });
  if (asked.empty()) {
    return;
  }
  // MLflow answers a search for an unknown key with no rows and no word; a slip then looks like a
  // result.
  const auto some =
      context.store().search_runs({.experiment_ids = query.experiment_ids, .view = query.view});
  std::vector<std::string> known;
  for (const Run& run : some.items) {
    for (const Metric& metric : run.data.metrics) {
      known.push_back("metrics." + metric.key);
    }
    for (const Param& param : run.data.params) {
      known.push_back("params." + param.key);
    }
    for (const Tag& tag : run.data.tags) {
      known.push_back("tags." + tag.key);
    }
  }
  for (const search::Field& field : asked) {
    const std::string name = fmt::format("{}.{}", kind_name(field.kind), field.key);
    if (known.empty() || std::find(known.begin(), known.end(), name) != known.end()) {
      continue;
    }
    const auto near = nearest(name, known);
    context.warn(fmt::format("no run here has '{}'.{}", name,
                             near ? fmt::format(" Did you mean '{}'?", *near) : std::string()));
  }
}

}  // namespace mltrack::cli
