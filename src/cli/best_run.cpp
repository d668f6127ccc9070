#include "best_run.hpp"

#include "asked_field.hpp"
#include "unknown_keys.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/unicode.hpp"
#include "mltrack/store/whole_id.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <mutex>

namespace mltrack::cli {
namespace {

constexpr std::string_view primary_name_tag = "mlflow.experiment.primaryMetric.name";
constexpr std::string_view primary_greater_tag = "mlflow.experiment.primaryMetric.greaterIsBetter";
constexpr std::string_view direction_tag = "mltrack.direction.";

/// What --order-by takes, and not the bare key of a metric.
bool is_field(const std::string& text) {
  constexpr std::array<std::string_view, 7> kinds{
      "metrics.", "metric.", "params.", "param.", "parameter.", "parameters.", "attributes."};
  return text.find('(') != std::string::npos ||
         std::any_of(kinds.begin(), kinds.end(),
                     [&](std::string_view kind) { return text.starts_with(kind); });
}

/// The key of the metric of whose values this is one, so that what is said of the metric holds.
std::optional<std::string> metric_of(const search::Field& field) {
  const bool is_value = field.function != search::Function::count &&
                        field.function != search::Function::argmin &&
                        field.function != search::Function::argmax;
  return field.kind == search::FieldKind::metric && is_value ? std::optional(field.key)
                                                             : std::nullopt;
}

/// A tag that says which way is better, as read.
struct Opinion {
  std::string experiment;
  Better better;
};

Better read_direction(const Experiment& experiment, const Tag& tag, std::string_view higher,
                      std::string_view lower) {
  const std::string value = to_lower_ascii(tag.value);
  if (value != higher && value != lower) {
    throw Error::invalid("The tag '{}' of experiment '{}' is '{}', neither {} nor {}", tag.key,
                         escape_controls(experiment.name), escape_controls(tag.value), higher,
                         lower)
        .with_hint("Give --max or --min, or mend the tag.");
  }
  return value == higher ? Better::higher : Better::lower;
}

std::optional<Opinion> opinion_of(const Experiment& experiment, const std::string& key) {
  if (const Tag* own = find_by_key(experiment.tags, std::string(direction_tag) + key)) {
    return Opinion{experiment.name, read_direction(experiment, *own, "max", "min")};
  }
  const Tag* name = find_by_key(experiment.tags, primary_name_tag);
  const Tag* greater = find_by_key(experiment.tags, primary_greater_tag);
  if (name != nullptr && greater != nullptr && name->value == key) {
    return Opinion{experiment.name, read_direction(experiment, *greater, "true", "false")};
  }
  return std::nullopt;
}

bool goes_before(const Contender& a, const Contender& b, Better better) {
  if (a.value != b.value) {
    return better == Better::higher ? a.value > b.value : a.value < b.value;
  }
  return a.start_time != b.start_time ? a.start_time > b.start_time : a.run_id < b.run_id;
}

Contest hold_contest(Context& context, const Measure& measure, Better better,
                     const RunQuery& query) {
  constexpr std::size_t places = 2;
  Contest contest;
  std::mutex mutex;
  context.store().scan_runs(query, [&](const RunInfo& info, const search::Record& record) {
    const search::Value value = search::value_of(record, measure.field);
    if (std::holds_alternative<std::string>(value)) {
      throw Error::invalid("{} is text; only numbers have a best one",
                           escape_controls(measure.name));
    }
    const double* number = std::get_if<double>(&value);
    if (number == nullptr) {
      return;
    }
    const std::lock_guard guard(mutex);
    if (std::isnan(*number)) {
      ++contest.with_nan;
      return;
    }
    ++contest.with_value;
    auto& first = contest.first;
    const Contender contender{whole_id(info), info.start_time, *number};
    first.insert(
        std::find_if(first.begin(), first.end(),
                     [&](const Contender& other) { return goes_before(contender, other, better); }),
        contender);
    first.resize(std::min(first.size(), places));
  });
  return contest;
}

}  // namespace

double lead_of(const Contest& contest) {
  const double best = contest.first[0].value;
  const double second = contest.first[1].value;
  return best == second ? 0 : std::abs(best - second);  // two infinities are level
}

Measure parse_measure(Context& context, const std::string& text) {
  if (text.empty()) {
    throw Error::invalid("The name of the metric is empty");
  }
  const bool field = is_field(text);
  const std::string clause = field ? text : fmt::format("metrics.`{}`", text);
  return {field ? text : "metrics." + text, parse_asked_field(context, clause)};
}

std::optional<std::string> primary_metric(Context& context, const std::vector<std::string>& ids) {
  std::optional<std::string> found;
  for (const std::string& id : ids) {
    const auto experiment = context.store().find_experiment(id);
    const Tag* name = experiment ? find_by_key(experiment->tags, primary_name_tag) : nullptr;
    if (name == nullptr) {
      continue;
    }
    if (found && *found != name->value) {
      throw Error::invalid("Which metric? The experiments have different primary ones: {} and {}",
                           escape_controls(*found), escape_controls(name->value))
          .with_hint("Give the KEY, or one experiment with -e.");
    }
    found = name->value;
  }
  return found;
}

Better better_by_tags(Context& context, const Measure& measure,
                      const std::vector<std::string>& experiment_ids) {
  const auto key = metric_of(measure.field);
  std::optional<Opinion> known;
  for (const std::string& id : experiment_ids) {
    const auto experiment = context.store().find_experiment(id);
    const auto opinion = experiment && key ? opinion_of(*experiment, *key) : std::nullopt;
    if (known && opinion && known->better != opinion->better) {
      throw Error::invalid("Experiments '{}' and '{}' differ in which way {} is better",
                           escape_controls(known->experiment), escape_controls(opinion->experiment),
                           escape_controls(measure.name))
          .with_hint("Give --max or --min.");
    }
    if (opinion) {
      known = opinion;
    }
  }
  if (!known) {
    throw Error::invalid("Is a high {0} good or a low one? No tag of the experiment says it",
                         escape_controls(measure.name))
        .with_hint(
            "Give --max or --min (@best:{0}:max where a RUN is named), or say it once and for all: "
            "mltrack set-experiment-tag EXPERIMENT {1}{0} max",
            escape_controls(measure.field.key), direction_tag);
  }
  return known->better;
}

Contest find_best(Context& context, const Measure& measure, Better better, const RunQuery& query) {
  Contest contest = hold_contest(context, measure, better, query);
  if (!contest.first.empty()) {
    return contest;
  }
  if (contest.with_nan > 0) {
    throw Error::not_found("There is no best run: {} is NaN in {}", escape_controls(measure.name),
                           contest.with_nan == 1
                               ? std::string("the one run that has it")
                               : fmt::format("all {} runs that have it", contest.with_nan));
  }
  auto error = Error::not_found("There is no best run: none has {}", escape_controls(measure.name));
  const auto near = nearest(measure.name, known_fields(context, query));
  throw near && *near != measure.name
      ? std::move(error).with_hint("Did you mean '{}'?", escape_controls(*near))
      : std::move(error).with_hint("mltrack list shows the runs there are.");
}

std::string resolve_best(Context& context, std::string_view handle,
                         std::vector<std::string> experiment_ids) {
  constexpr std::string_view prefix = "@best:";
  if (!handle.starts_with(prefix)) {
    throw Error::invalid("The best run by what? '{}' names no metric", escape_controls(handle))
        .with_hint("Write @best:KEY, @best:KEY:max or @best:KEY:min, for example @best:auc:max.");
  }
  std::string_view key = handle.substr(prefix.size());
  std::optional<Better> better;
  if (key.ends_with(":max")) {
    better = Better::higher;
  } else if (key.ends_with(":min")) {
    better = Better::lower;
  }
  key.remove_suffix(better ? 4 : 0);
  const Measure measure = parse_measure(context, std::string(key));
  if (!better) {
    better = better_by_tags(context, measure, experiment_ids);
  }
  const RunQuery query{.experiment_ids = std::move(experiment_ids)};
  return find_best(context, measure, *better, query).first.front().run_id;
}

}  // namespace mltrack::cli
