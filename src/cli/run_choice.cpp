#include "run_choice.hpp"

#include "short_id.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/store/whole_id.hpp"

#include <algorithm>

namespace mltrack::cli {

void RunChoice::declare_search(Flags& flags) {
  selection_.declare(flags);
  flags.add({.long_name = "--order-by",
             .value_name = "CLAUSE",
             .help = "Which come first, as in search; may be repeated (default: the newest)",
             .target = &order_by_});
  flags.add({.long_name = "--limit",
             .short_name = 'L',
             .value_name = "N",
             .help = limit_help_,
             .target = &limit_});
}

void RunChoice::declare(Flags& flags) {
  flags.add({.long_name = "--run",
             .short_name = 'r',
             .value_name = "RUN",
             .help = "A run: an id, the beginning of one, a name, or @last; may be repeated",
             .target = &handles_,
             .completes = Completes::run,
             .environment = "MLFLOW_RUN_ID"});
  flags.add({.long_name = "--filter",
             .value_name = "FILTER",
             .help = "The runs that search finds, in place of --run",
             .target = &filter_});
  declare_search(flags);
}

ChosenRuns RunChoice::named(Context& context, const std::vector<std::string>& handles) {
  ChosenRuns selected{.named = true};
  for (const std::string& handle : handles) {
    const std::string id = context.resolve_run(handle);
    const bool again = std::any_of(selected.runs.begin(), selected.runs.end(),
                                   [&](const Run& run) { return whole_id(run.info) == id; });
    if (!again) {
      selected.runs.push_back(context.store().get_run(id));
    }
  }
  return selected;
}

ChosenRuns RunChoice::search(Context& context, const std::string& filter) const {
  if (limit_ && *limit_ < 1) {
    throw Error::invalid("Invalid value '{}' for --limit: it must be 1 or more", *limit_);
  }
  const auto limit = limit_ ? static_cast<std::size_t>(*limit_) : default_limit_;
  RunQuery query = selection_.query(context, filter, ViewType::active_only);
  query.order_by = order_by_;
  query.max_results = limit;
  ChosenRuns selected;
  const std::string next = context.store().search_runs(query, [&](Run&& run) {
    selected.runs.push_back(std::move(run));
    return true;
  });
  selected.more = !next.empty();
  return selected;
}

ChosenRuns RunChoice::select(Context& context) const {
  if (!handles_.empty() && filter_) {
    throw Error::invalid("--run and --filter exclude each other");
  }
  if (!handles_.empty()) {
    return named(context, handles_);
  }
  if (filter_ || selection_.is_given() || !order_by_.empty()) {
    return search(context, filter_.value_or(""));
  }
  if (const auto run = context.world.variable("MLFLOW_RUN_ID")) {
    return named(context, {*run});
  }
  if (context.chosen_experiment()) {
    return search(context, "");
  }
  throw Error::invalid("Which runs? Neither --run nor --filter nor --experiment is given")
      .with_hint("--run takes an id, a name or @last; -e NAME takes the newest of an experiment.");
}

std::vector<std::string> run_labels(const std::vector<Run>& runs) {
  std::vector<std::string> labels;
  for (const Run& run : runs) {
    const std::string& name = run.info.run_name;
    const auto of_that_name = std::count_if(
        runs.begin(), runs.end(), [&](const Run& other) { return other.info.run_name == name; });
    const bool has_copies = std::count_if(runs.begin(), runs.end(), [&](const Run& other) {
                              return other.info.run_id == run.info.run_id;
                            }) > 1;
    const std::string id =
        run.info.run_id.substr(0, short_id) + (has_copies ? " in " + run.info.tree : std::string());
    labels.push_back(name.empty() ? id : of_that_name > 1 ? fmt::format("{} {}", name, id) : name);
  }
  return labels;
}

}  // namespace mltrack::cli
