#include "group_question.hpp"

#include "asked_field.hpp"
#include "split_list.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/unicode.hpp"

#include <fmt/ranges.h>

#include <algorithm>

namespace mltrack::cli {
namespace {

NamedField parse_key(Context& context, const std::string& name) {
  const bool of_tree = name == "tree" && context.has_several_trees();
  if (name == "experiment_id" || name == "experiment_name" || of_tree) {
    return {name, {search::FieldKind::attribute, name}};
  }
  return {name, parse_asked_field(context, name)};
}

std::string parse_ignored(const std::string& name) {
  constexpr std::string_view kind = "params.";
  if (!name.starts_with(kind) || name.size() == kind.size()) {
    throw Error::invalid("Invalid value '{}' for --ignore: it takes params", escape_controls(name))
        .with_hint("For example: --ignore params.seed, which groups by every other param.");
  }
  return name.substr(kind.size());
}

std::size_t add_measure(GroupQuestion& question, Context& context, const std::string& name) {
  auto& measures = question.measures;
  const auto found = std::find_if(measures.begin(), measures.end(),
                                  [&](const NamedField& known) { return known.name == name; });
  if (found == measures.end()) {
    measures.push_back({name, parse_asked_field(context, name)});
    return measures.size() - 1;
  }
  return static_cast<std::size_t>(found - measures.begin());
}

std::vector<Aggregate> parse_aggregates(std::string_view words, std::string_view whole) {
  std::vector<Aggregate> found;
  for (auto begin = words.find_first_not_of(" ,\t\n"); begin != std::string_view::npos;) {
    const auto end = std::min(words.find_first_of(" ,\t\n", begin), words.size());
    const std::string_view word = words.substr(begin, end - begin);
    const auto aggregate = find_aggregate(word);
    if (!aggregate) {
      const auto near = nearest(word, aggregate_names());
      auto error = Error::invalid("Unknown aggregate '{}' in --agg '{}'", escape_controls(word),
                                  escape_controls(whole));
      throw near ? std::move(error).with_hint("Did you mean '{}'?", *near)
                 : std::move(error).with_hint("There are {}.", fmt::join(aggregate_names(), ", "));
    }
    found.push_back(*aggregate);
    begin = words.find_first_not_of(" ,\t\n", end);
  }
  return found;
}

/// "mean std of metrics.auc, metrics.loss"
void parse_aggregate_list(GroupQuestion& question, Context& context, const std::string& text) {
  constexpr std::string_view between = " of ";
  const auto of = text.find(between);
  const auto aggregates = of == std::string::npos
                              ? std::vector<Aggregate>{}
                              : parse_aggregates(std::string_view(text).substr(0, of), text);
  const auto fields = of == std::string::npos
                          ? std::vector<std::string>{}
                          : split_list(std::string_view(text).substr(of + between.size()));
  if (aggregates.empty() || fields.empty()) {
    throw Error::invalid("Invalid value '{}' for --agg", escape_controls(text))
        .with_hint("Say what of which field, for example: --agg 'mean std n of metrics.auc'");
  }
  for (const std::string& field : fields) {
    const std::size_t measure = add_measure(question, context, field);
    for (const Aggregate aggregate : aggregates) {
      const bool there = std::any_of(
          question.columns.begin(), question.columns.end(), [&](const AggregateColumn& column) {
            return column.aggregate == aggregate && column.measure == measure;
          });
      if (!there) {
        question.columns.push_back({aggregate, measure});
      }
    }
  }
}

}  // namespace

std::string column_name(const GroupQuestion& question, const AggregateColumn& column) {
  return fmt::format("{}({})", aggregate_name(column.aggregate),
                     question.measures[column.measure].name);
}

void GroupOptions::declare(Flags& flags) {
  flags.add(
      {.long_name = "--group-by",
       .value_name = "FIELD,FIELD",
       .help = "One row for all runs that have these values in common: params.model,params.lr",
       .target = &group_by_,
       .completes = Completes::columns});
  flags.add({.long_name = "--ignore",
             .value_name = "PARAM,PARAM",
             .help = "Group by all params but these: params.seed",
             .target = &ignore_,
             .completes = Completes::columns});
  flags.add({.long_name = "--agg",
             .value_name = "AGGREGATES",
             .help =
                 "What to compute of a group: 'mean std n min max ci95 median sum of metrics.auc'; "
                 "may be repeated",
             .target = &aggregates_});
}

bool GroupOptions::given() const {
  return !group_by_.empty() || !ignore_.empty() || !aggregates_.empty();
}

GroupQuestion GroupOptions::question(Context& context) const {
  if (!group_by_.empty() && !ignore_.empty()) {
    throw Error::invalid("--group-by and --ignore exclude each other")
        .with_hint("--ignore groups by every param but those that it names.");
  }
  GroupQuestion question{.by_other_params = !ignore_.empty()};
  for (const std::string& list : group_by_) {
    for (const std::string& name : split_list(list)) {
      question.keys.push_back(parse_key(context, name));
    }
  }
  if (!group_by_.empty() && question.keys.empty()) {
    throw Error::invalid("--group-by names no field")
        .with_hint("For example: --group-by params.model,params.lr");
  }
  for (const std::string& list : ignore_) {
    for (const std::string& name : split_list(list)) {
      question.ignored.push_back(parse_ignored(name));
    }
  }
  for (const std::string& list : aggregates_) {
    parse_aggregate_list(question, context, list);
  }
  return question;
}

}  // namespace mltrack::cli
