#include "command.hpp"
#include "experiment_rows.hpp"
#include "listing_options.hpp"

#include <iterator>

namespace mltrack::cli {
namespace {

class ListExperiments final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.add({.long_name = "--filter",
               .value_name = "FILTER",
               .help = "Only these, for example \"name LIKE 'churn%'\"",
               .target = &filter_});
    flags.add({.long_name = "--order-by",
               .value_name = "CLAUSE",
               .help = "name, creation_time, last_update_time, with ASC or DESC; may be repeated",
               .target = &order_by_});
    listing_.declare(flags);
  }

  void run(Context& context) override {
    ExperimentQuery query{.filter = filter_.value_or(""),
                          .order_by = order_by_,
                          .view = listing_.view(),
                          .page_token = listing_.page_token(),
                          .dialect = context.dialect()};
    std::vector<Experiment> experiments;  // a bad filter prints nothing, not even a header
    std::string token =
        listing_.each_page(context, [&](std::size_t limit, const std::string& from) {
          query.max_results = limit;
          query.page_token = from;
          auto page = context.store().search_experiments(query);
          std::move(page.items.begin(), page.items.end(), std::back_inserter(experiments));
          return PageEnd{page.items.size(), page.next_page_token};
        });
    ExperimentRows rows(context);
    for (const Experiment& experiment : experiments) {
      rows.row(experiment);
    }
    rows.finish(token);
  }

 private:
  std::optional<std::string> filter_;
  std::vector<std::string> order_by_;
  ListingOptions listing_;
};

const Registration<ListExperiments> registration{{
    .name = "list-experiments",
    .summary = "List experiments, newest first",
    .group = Group::experiments,
    .needs = needs_store | needs_output | needs_pager | needs_filter | reads_trees,
    .description = "",
    .examples = {"mltrack list-experiments",
                 "mltrack list-experiments --filter \"tags.team = 'growth'\" -o id",
                 "mltrack list-experiments --view deleted"},
}};

}  // namespace
}  // namespace mltrack::cli
