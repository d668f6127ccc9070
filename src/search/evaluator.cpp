#include "evaluator.hpp"

#include "schema.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace mltrack::search {
namespace {

bool is_missing(const Value& value) {
  return std::holds_alternative<std::monostate>(value);
}

/// The field of a dataset, or null if it has none.
const std::string* dataset_value(const DatasetFields& dataset, std::string_view key) {
  if (key == "context") {
    return dataset.context ? &*dataset.context : nullptr;
  }
  return key == "name" ? &dataset.name : &dataset.digest;
}

int cost_of(const Field& field) {
  enum Cost { small_file, metric_file, meta, whole_history, inputs, parent, children, artifacts };
  switch (field.kind) {
    case FieldKind::param:
    case FieldKind::tag:
      return small_file;
    case FieldKind::metric:
      return is_of_history(field.function) ? whole_history : metric_file;
    case FieldKind::dataset:
      return inputs;
    case FieldKind::artifact:
      return artifacts;
    case FieldKind::attribute:
      break;
  }
  return field.key == "parent"        ? small_file  // it is a tag
         : field.key == "parent_name" ? parent
         : field.key == "children"    ? children
                                      : meta;
}

}  // namespace

Condition::Condition(Comparison comparison, const Schema& schema, Dialect dialect)
    : comparison_(std::move(comparison)), missing_matches_(missing_matches(comparison_, schema)) {
  comparison_.number_text = {};  // the filter's text may be gone by now
  const std::string refusal =
      dialect == Dialect::mlflow ? comparator_error(comparison_, schema) : std::string();
  if (refusal.empty()) {
    prepare_patterns();
  } else {
    refusal_ = Error::invalid("{}", refusal)
                   .with_hint("Use one of {}.", comparators_for(comparison_.field, schema));
  }
}

void Condition::prepare_patterns() {
  const Comparator comparator = comparison_.comparator;
  if (comparator == Comparator::like || comparator == Comparator::ilike) {
    like_.emplace(std::get<std::string>(comparison_.literal),
                  comparator == Comparator::ilike ? LetterCase::ignored : LetterCase::matters);
  } else if (comparator == Comparator::regex) {
    regex_.emplace(std::get<std::string>(comparison_.literal));
  } else if (comparator == Comparator::in || comparator == Comparator::not_in) {
    // A list may hold thousands of ids.
    if (auto* texts = std::get_if<std::vector<std::string>>(&comparison_.literal)) {
      std::sort(texts->begin(), texts->end());
    }
  }
}

int Condition::cost() const {
  const int own = cost_of(comparison_.field);
  return comparison_.other ? std::max(own, cost_of(*comparison_.other)) : own;
}

void Condition::refuse_with(const Error& refusal, Wording wording) {
  refusal_ = wording == Wording::all
                 ? refusal
                 : Error::invalid("{}", refusal_->what()).with_hint("{}", refusal.hint());
}

Truth Condition::judge(const Record& record) const {
  if (refusal_) {
    throw Error(*refusal_);
  }
  if (comparison_.field.kind == FieldKind::dataset) {
    return judge_datasets(record.datasets());
  }
  const Value value = value_of(record, comparison_.field);
  return comparison_.other && !is_missing(value)
             ? judge_pair(value, value_of(record, *comparison_.other))
             : judge_value(value);
}

Truth Condition::judge_value(const Value& value) const {
  const bool missing = is_missing(value);
  if (comparison_.comparator == Comparator::is_null ||
      comparison_.comparator == Comparator::is_not_null) {
    return truth(missing == (comparison_.comparator == Comparator::is_null));
  }
  if (missing) {
    return missing_matches_ ? Truth::yes : Truth::unknown;
  }
  const auto* text = std::get_if<std::string>(&value);
  const bool holds = text != nullptr ? holds_for(*text) : holds_for(std::get<double>(value));
  return truth(holds != comparison_.negated);
}

Truth Condition::judge_pair(const Value& a, const Value& b) const {
  if (is_missing(b)) {
    return Truth::unknown;
  }
  const auto* number_a = std::get_if<double>(&a);
  const auto* number_b = std::get_if<double>(&b);
  return truth(number_a != nullptr && number_b != nullptr
                   ? compares(*number_a, *number_b)
                   : (a == b) == (comparison_.comparator == Comparator::equal));
}

/// One dataset that fits is enough. That there is none is an answer, not a missing value.
Truth Condition::judge_datasets(const std::vector<DatasetFields>& datasets) const {
  const std::string& key = comparison_.field.key;
  const auto has_value = [&](const DatasetFields& dataset) {
    return dataset_value(dataset, key) != nullptr;
  };
  if (comparison_.comparator == Comparator::is_null) {
    return truth(std::none_of(datasets.begin(), datasets.end(), has_value));
  }
  if (comparison_.comparator == Comparator::is_not_null) {
    return truth(std::any_of(datasets.begin(), datasets.end(), has_value));
  }
  return truth(std::any_of(datasets.begin(), datasets.end(), [&](const DatasetFields& dataset) {
    const std::string* value = dataset_value(dataset, key);
    return value != nullptr && holds_for(*value) != comparison_.negated;
  }));
}

bool Condition::compares(double a, double b) const {
  switch (comparison_.comparator) {
    case Comparator::equal:
      return a == b;
    case Comparator::not_equal:
      return a != b;
    case Comparator::less:
      return a < b;
    case Comparator::less_equal:
      return a <= b;
    case Comparator::greater:
      return a > b;
    case Comparator::greater_equal:
      return a >= b;
    default:
      return false;
  }
}

bool Condition::holds_for(double value) const {
  if (comparison_.comparator == Comparator::is_nan) {
    return std::isnan(value);
  }
  if (const auto* number = std::get_if<double>(&comparison_.literal)) {
    return compares(value, *number);
  }
  if (const auto* numbers = std::get_if<std::vector<double>>(&comparison_.literal)) {
    if (comparison_.comparator == Comparator::between) {
      return numbers->front() <= value && value <= numbers->back();
    }
    const bool in = std::find(numbers->begin(), numbers->end(), value) != numbers->end();
    return in == (comparison_.comparator == Comparator::in);
  }
  return comparison_.comparator == Comparator::not_equal;
}

bool Condition::holds_for(std::string_view value) const {
  if (like_) {
    return like_->matches(value);
  }
  if (regex_) {
    return regex_->matches(value);
  }
  // MLflow: `run_id = ('a')` compares a text with a list: never equal.
  const auto* text = std::get_if<std::string>(&comparison_.literal);
  const bool equal = text != nullptr && *text == value;
  switch (comparison_.comparator) {
    case Comparator::equal:
      return equal;
    case Comparator::not_equal:
      return !equal;
    case Comparator::in:
      return is_in_list(value);
    case Comparator::not_in:
      return !is_in_list(value);
    case Comparator::less:
      return text != nullptr && value < *text;
    case Comparator::less_equal:
      return text != nullptr && value <= *text;
    case Comparator::greater:
      return text != nullptr && value > *text;
    case Comparator::greater_equal:
      return text != nullptr && value >= *text;
    case Comparator::starts_with:
      return text != nullptr && value.starts_with(*text);
    case Comparator::between: {
      const auto* ends = std::get_if<std::vector<std::string>>(&comparison_.literal);
      return ends != nullptr && ends->front() <= value && value <= ends->back();
    }
    default:
      return false;
  }
}

bool Condition::is_in_list(std::string_view value) const {
  const auto* list = std::get_if<std::vector<std::string>>(&comparison_.literal);
  return list != nullptr && std::binary_search(list->begin(), list->end(), value);
}

}  // namespace mltrack::search
