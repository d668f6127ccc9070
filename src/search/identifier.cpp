// Identifiers: `metrics.auc`, `tags."a b"`, `start_time`.
#include "parser.hpp"
#include "quotes.hpp"
#include "refusal.hpp"
#include "schema.hpp"

#include "mltrack/base/unicode.hpp"
#include "mltrack/search/point_at.hpp"

#include <algorithm>
#include <vector>

namespace mltrack::search {
namespace {

/// The hint for a word that is not in `names`.
template <class Rows, class Name>
std::string suggest(std::string_view word, const Rows& rows, Name name,
                    std::string_view otherwise) {
  std::vector<std::string_view> names;
  for (const auto& row : rows) {
    names.push_back(name(row));
  }
  const auto near = nearest(word, names);
  return near ? fmt::format("Did you mean '{}'?", *near) : std::string(otherwise);
}

[[noreturn]] void refuse_entity(std::string_view word, std::string_view whole,
                                std::string_view place, const Schema& schema) {
  const std::string advice = suggest(
      word, schema.entities, [](const EntityWord& e) { return e.word; },
      schema.entities_may_be_quoted
          ? "Before the period stands one of metrics, params, tags, attributes, datasets."
          : "Before the period stands attribute or tags.");
  throw refusal(fmt::runtime(schema.entity_error), word)
      .with_hint("{}", point_at(whole, place, advice));
}

[[noreturn]] void refuse_attribute(std::string_view key, std::string_view whole,
                                   std::string_view place, const Schema& schema,
                                   IdentifierUse use) {
  const std::string advice = suggest(
      key, schema.attributes, [](const Attribute& a) { return a.name; },
      schema.entities_may_be_quoted
          ? "Metrics, params and tags need their prefix: metrics.KEY, params.KEY, tags.KEY."
          : "Tags need their prefix: tags.KEY.");
  throw refusal("Invalid attribute key '{}' specified. Valid keys are '{}'", key,
                attribute_set(schema, use == IdentifierUse::ordering))
      .with_hint("{}", point_at(whole, place, advice));
}

}  // namespace

Field parse_identifier(std::string_view part, std::string_view whole, const Schema& schema,
                       IdentifierUse use) {
  const std::size_t period = part.find('.');
  FieldKind kind = FieldKind::attribute;
  std::string_view key = part;
  if (period != std::string_view::npos) {
    const std::string_view place = part.substr(0, period);
    const std::string_view word =
        schema.entities_may_be_quoted ? without_back_quotes(place) : place;
    const auto entity = find_entity(schema, word);
    if (!entity) {
      refuse_entity(word, whole, place, schema);
    }
    kind = *entity;
    key = part.substr(period + 1);
  }
  const std::string_view place = key;
  if (kind != FieldKind::attribute || use == IdentifierUse::ordering ||
      schema.attributes_may_be_quoted) {
    key = without_back_quotes(without_quotes(key).value_or(key));
  }
  if (kind == FieldKind::attribute) {
    const Attribute* attribute = find_attribute(schema, key);
    if (attribute == nullptr ||
        !(use == IdentifierUse::ordering ? attribute->orders : attribute->filters)) {
      refuse_attribute(key, whole, place, schema, use);
    }
  } else if (kind == FieldKind::dataset &&
             std::find(dataset_keys.begin(), dataset_keys.end(), key) == dataset_keys.end()) {
    throw refusal("Invalid dataset key '{}' specified. Valid keys are '{}'", key, dataset_key_set)
        .with_hint("{}", point_at(whole, place,
                                  suggest(
                                      key, dataset_keys, [](std::string_view k) { return k; },
                                      "A dataset has a name, a digest and a context.")));
  }
  // MLflow: an alias is followed whatever stands before the period, so that `params.created` asks
  // for the param `start_time`.
  const bool knows_those_of_runs =
      schema.subject == Subject::logged_models && kind != FieldKind::attribute;
  const Attribute* attribute = find_attribute(knows_those_of_runs ? run_schema() : schema, key);
  const bool is_alias = attribute != nullptr && !attribute->alias_of.empty();
  return {kind, std::string(is_alias ? attribute->alias_of : key)};
}

}  // namespace mltrack::search
