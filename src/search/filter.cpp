#include "mltrack/search/filter.hpp"

#include "evaluator.hpp"
#include "parser.hpp"

#include <algorithm>
#include <utility>

namespace mltrack::search {

struct Filter::Parts {
  std::vector<Condition> conditions;  // all must hold
};

Filter::Filter(std::unique_ptr<const Parts> parts) : parts_(std::move(parts)) {}
Filter::Filter(Filter&&) noexcept = default;
Filter& Filter::operator=(Filter&&) noexcept = default;
Filter::~Filter() = default;

Filter Filter::parse(std::string_view text, const Schema& schema) {
  auto parts = std::make_unique<Parts>();
  for (Comparison& comparison : parse_filter(text, schema)) {
    parts->conditions.emplace_back(std::move(comparison), schema);
  }
  return Filter(std::move(parts));
}

bool Filter::matches(const Record& record) const {
  return std::all_of(parts_->conditions.begin(), parts_->conditions.end(),
                     [&](const Condition& condition) { return condition.matches(record); });
}

std::vector<Field> Filter::fields() const {
  std::vector<Field> fields;
  for (const Condition& condition : parts_->conditions) {
    fields.push_back(condition.field());
  }
  return fields;
}

}  // namespace mltrack::search
