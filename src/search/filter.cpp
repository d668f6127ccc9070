#include "mltrack/search/filter.hpp"

#include "condition_tree.hpp"
#include "extended/reading.hpp"
#include "parser.hpp"

#include "mltrack/base/error.hpp"

#include <optional>
#include <utility>

namespace mltrack::search {
namespace {

void add_fields(const Comparison& comparison, std::vector<Field>& fields) {
  fields.push_back(comparison.field);
  if (comparison.other) {
    fields.push_back(*comparison.other);
  }
}

void add_fields(const Expression& expression, std::vector<Field>& fields) {
  if (expression.kind == Expression::Kind::comparison) {
    add_fields(expression.comparison, fields);
  }
  for (const Expression& child : expression.children) {
    add_fields(child, fields);
  }
}

}  // namespace

struct Filter::Parts {
  Parts(Conjunction conjunction, const Schema& schema) {
    for (const Comparison& comparison : conjunction) {
      add_fields(comparison, fields);
    }
    tree.emplace(std::move(conjunction), schema);
  }
  Parts(Expression expression, const Schema& schema) {
    add_fields(expression, fields);
    tree.emplace(std::move(expression), schema);
  }

  std::vector<Field> fields;  // in the order of the text
  std::optional<ConditionTree> tree;
};

Filter::Filter(std::unique_ptr<const Parts> parts) : parts_(std::move(parts)) {}
Filter::Filter(Filter&&) noexcept = default;
Filter& Filter::operator=(Filter&&) noexcept = default;
Filter::~Filter() = default;

Filter Filter::parse(std::string_view text, const Schema& schema, Language language) {
  std::unique_ptr<Parts> mlflow;
  std::optional<Error> refusal;
  try {
    mlflow = std::make_unique<Parts>(parse_filter(text, schema), schema);
  } catch (const Error& error) {  // then our own language may know what is meant
    if (language.dialect == Dialect::mlflow) {
      throw;
    }
    refusal = error;
  }
  if (language.dialect == Dialect::mlflow || (mlflow && !mlflow->tree->has_refused())) {
    return Filter(std::move(mlflow));
  }
  extended::Reading<Expression> own = extended::read_filter(text, schema, language);
  if (own.result) {
    return Filter(std::make_unique<const Parts>(std::move(*own.result), schema));
  }
  if (!mlflow) {
    throw Error(own.is_meant ? *own.refusal : *refusal);
  }
  // Refused when it meets a record, as by MLflow.
  mlflow->tree->refuse_with(*own.refusal, own.is_meant ? Wording::all : Wording::hint);
  return Filter(std::move(mlflow));
}

bool Filter::matches(const Record& record) const {
  return parts_->tree->is(Truth::yes, record);
}

bool Filter::is_refused() const {
  return parts_->tree->has_refused();
}

std::vector<Field> Filter::fields() const {
  return parts_->fields;
}

}  // namespace mltrack::search
