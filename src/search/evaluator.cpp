#include "evaluator.hpp"

#include "schema.hpp"

#include "mltrack/base/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace mltrack::search {

Condition::Condition(Comparison comparison, const Schema& schema)
    : comparison_(std::move(comparison)),
      refusal_(comparator_error(comparison_, schema)),
      // MLflow: `creation_time != 5` holds for an experiment without a time, but nothing holds for
      // a run without one.
      missing_is_unequal_(schema.subject == Subject::experiments &&
                          comparison_.field.kind == FieldKind::attribute &&
                          comparison_.comparator == Comparator::not_equal) {
  comparison_.number_text = {};  // the filter's text may be gone by now
  if (!refusal_.empty()) {
    refusal_hint_ = fmt::format("Use one of {}.", comparators_for(comparison_.field, schema));
    return;
  }
  const bool ignore_case = comparison_.comparator == Comparator::ilike;
  if (ignore_case || comparison_.comparator == Comparator::like) {
    pattern_.emplace(std::get<std::string>(comparison_.literal),
                     ignore_case ? LetterCase::ignored : LetterCase::matters);
  }
}

bool Condition::matches(const Record& record) const {
  if (!refusal_.empty()) {
    throw Error::invalid("{}", refusal_).with_hint("{}", refusal_hint_);
  }
  if (comparison_.field.kind == FieldKind::dataset) {
    const std::vector<DatasetFields> datasets = record.datasets();
    return std::any_of(datasets.begin(), datasets.end(),
                       [&](const DatasetFields& dataset) { return matches_dataset(dataset); });
  }
  return matches_value(record.value(comparison_.field));
}

bool Condition::matches_value(const Value& value) const {
  const bool missing = std::holds_alternative<std::monostate>(value);
  if (comparison_.comparator == Comparator::is_null ||
      comparison_.comparator == Comparator::is_not_null) {
    return missing == (comparison_.comparator == Comparator::is_null);
  }
  if (missing) {
    return missing_is_unequal_;
  }
  if (const auto* text = std::get_if<std::string>(&value)) {
    return matches_text(*text);
  }
  return matches_number(std::get<double>(value));
}

bool Condition::matches_number(double value) const {
  const auto* number = std::get_if<double>(&comparison_.literal);
  if (number == nullptr) {
    return comparison_.comparator == Comparator::not_equal;
  }
  switch (comparison_.comparator) {
    case Comparator::equal:
      return value == *number;
    case Comparator::not_equal:
      return value != *number;
    case Comparator::less:
      return value < *number;
    case Comparator::less_equal:
      return value <= *number;
    case Comparator::greater:
      return value > *number;
    case Comparator::greater_equal:
      return value >= *number;
    default:
      return false;
  }
}

bool Condition::matches_text(std::string_view value) const {
  if (pattern_) {
    return pattern_->matches(value);
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
    default:
      return false;
  }
}

bool Condition::is_in_list(std::string_view value) const {
  const auto* list = std::get_if<std::vector<std::string>>(&comparison_.literal);
  return list != nullptr && std::find(list->begin(), list->end(), value) != list->end();
}

bool Condition::matches_dataset(const DatasetFields& dataset) const {
  const std::string& key = comparison_.field.key;
  if (key == "context") {
    return dataset.context && matches_text(*dataset.context);
  }
  return matches_text(key == "name" ? dataset.name : dataset.digest);
}

}  // namespace mltrack::search
