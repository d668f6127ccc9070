#include "schema.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace mltrack::search {
namespace {

constexpr auto run_attributes = std::to_array<Attribute>({
    {.name = "run_id", .takes_list = true},
    {.name = "run_name"},
    {.name = "user_id"},
    {.name = "status"},
    {.name = "start_time", .type = AttributeType::number},
    {.name = "end_time", .type = AttributeType::number},
    {.name = "artifact_uri"},
    {.name = "created", .type = AttributeType::number, .alias_of = "start_time"},
    {.name = "Created", .type = AttributeType::number, .alias_of = "start_time"},
    {.name = "run name", .alias_of = "run_name", .orders = false},
    {.name = "Run name", .alias_of = "run_name", .orders = false},
    {.name = "Run Name", .alias_of = "run_name", .orders = false},
});

constexpr auto run_entities = std::to_array<EntityWord>({
    {"metric", FieldKind::metric},
    {"metrics", FieldKind::metric},
    {"parameter", FieldKind::param},
    {"parameters", FieldKind::param},
    {"param", FieldKind::param},
    {"params", FieldKind::param},
    {"tag", FieldKind::tag},
    {"tags", FieldKind::tag},
    {"attribute", FieldKind::attribute},
    {"attributes", FieldKind::attribute},
    {"attr", FieldKind::attribute},
    {"run", FieldKind::attribute},
    {"dataset", FieldKind::dataset},
    {"datasets", FieldKind::dataset},
});

constexpr auto experiment_attributes = std::to_array<Attribute>({
    {.name = "name"},
    {.name = "experiment_id", .takes_list = true},
    {.name = "creation_time", .type = AttributeType::number},
    {.name = "last_update_time", .type = AttributeType::number},
});

// MLflow: `attributes.` and `attr.` are for runs only.
constexpr auto experiment_entities = std::to_array<EntityWord>({
    {"attribute", FieldKind::attribute},
    {"tag", FieldKind::tag},
    {"tags", FieldKind::tag},
});

constexpr Schema runs{
    .subject = Subject::runs,
    .attributes = run_attributes,
    .entities = run_entities,
    .entity_error =
        "Invalid entity type '{}'. Valid values are ['metric', 'parameter', 'tag', "
        "'attribute', 'dataset']",
    .null_error = "IS NULL / IS NOT NULL is only supported for tags and params, not for '{}' '{}'",
    .list_keys = "['run_id']",
};

constexpr Schema experiments{
    .subject = Subject::experiments,
    .attributes = experiment_attributes,
    .entities = experiment_entities,
    .entity_error = "Invalid entity type '{}'. Valid entity types are ('attribute', 'tag', 'tags')",
    .null_error = "IS NULL / IS NOT NULL is only supported for tags, not for {} '{}'",
    .list_keys = "['experiment_id']",
};

constexpr std::string_view number_set = "{'=', '!=', '>', '>=', '<', '<='}";
constexpr std::string_view text_set = "{'=', '!=', 'LIKE', 'ILIKE', 'IN', 'NOT IN'}";
constexpr std::string_view nullable_set = "{'=', '!=', 'LIKE', 'ILIKE', 'IS NULL', 'IS NOT NULL'}";

bool is_numeric(const Field& field, const Schema& schema) {
  if (field.kind == FieldKind::attribute) {
    const Attribute* attribute = find_attribute(schema, field.key);
    return attribute != nullptr && attribute->type == AttributeType::number;
  }
  return field.kind == FieldKind::metric;
}

bool allows(const Field& field, const Schema& schema, Comparator comparator) {
  switch (comparator) {
    case Comparator::equal:
    case Comparator::not_equal:
      return true;
    case Comparator::less:
    case Comparator::less_equal:
    case Comparator::greater:
    case Comparator::greater_equal:
      return is_numeric(field, schema);
    case Comparator::like:
    case Comparator::ilike:
      return !is_numeric(field, schema);
    case Comparator::in:
    case Comparator::not_in:
      return field.kind == FieldKind::dataset ||
             (field.kind == FieldKind::attribute && !is_numeric(field, schema));
    case Comparator::is_null:
    case Comparator::is_not_null:
      return field.kind == FieldKind::param || field.kind == FieldKind::tag;
    default:
      break;
  }
  return false;
}

}  // namespace

const Schema& run_schema() {
  return runs;
}
const Schema& experiment_schema() {
  return experiments;
}

Comparator comparator_named(std::string_view capitals) {
  struct Row {
    std::string_view text;
    Comparator comparator;
  };
  constexpr auto rows = std::to_array<Row>({
      {"=", Comparator::equal},
      {"!=", Comparator::not_equal},
      {"<", Comparator::less},
      {"<=", Comparator::less_equal},
      {">", Comparator::greater},
      {">=", Comparator::greater_equal},
      {"LIKE", Comparator::like},
      {"ILIKE", Comparator::ilike},
      {"IN", Comparator::in},
      {"NOT IN", Comparator::not_in},
      {"IS NULL", Comparator::is_null},
      {"IS NOT NULL", Comparator::is_not_null},
  });
  const auto* row =
      std::find_if(rows.begin(), rows.end(), [&](const Row& r) { return r.text == capitals; });
  return row == rows.end() ? Comparator::unknown : row->comparator;
}

const Attribute* find_attribute(const Schema& schema, std::string_view name) {
  const auto found = std::find_if(schema.attributes.begin(), schema.attributes.end(),
                                  [&](const Attribute& a) { return a.name == name; });
  return found == schema.attributes.end() ? nullptr : &*found;
}

std::optional<FieldKind> find_entity(const Schema& schema, std::string_view word) {
  const auto found = std::find_if(schema.entities.begin(), schema.entities.end(),
                                  [&](const EntityWord& e) { return e.word == word; });
  return found == schema.entities.end() ? std::nullopt : std::optional(found->kind);
}

std::string attribute_set(const Schema& schema, bool for_ordering) {
  std::string out;
  for (const Attribute& attribute : schema.attributes) {
    if (attribute.orders || !for_ordering) {
      out += out.empty() ? "{'" : ", '";
      out += attribute.name;
      out += '\'';
    }
  }
  return out + "}";
}

std::string_view kind_name(FieldKind kind) {
  switch (kind) {
    case FieldKind::metric:
      return "metric";
    case FieldKind::param:
      return "parameter";
    case FieldKind::tag:
      return "tag";
    case FieldKind::dataset:
      return "dataset";
    default:
      break;
  }
  return "attribute";
}

std::string comparator_error(const Comparison& comparison, const Schema& schema) {
  const Field& field = comparison.field;
  if (allows(field, schema, comparison.comparator)) {
    const bool like =
        comparison.comparator == Comparator::like || comparison.comparator == Comparator::ilike;
    if (like && std::holds_alternative<std::vector<std::string>>(comparison.literal)) {
      // MLflow: a TypeError out of Python, so the words are ours.
      return fmt::format("{} takes a quoted string value, not a list", comparison.comparator_text);
    }
    return {};
  }
  // MLflow: only params and textual attributes get their closing quote, and for times the set is
  // that of textual attributes.
  const auto message = [&](std::string_view set, std::string_view end) {
    return fmt::format("Invalid comparator '{}' not one of '{}{}", comparison.comparator_text, set,
                       end);
  };
  switch (field.kind) {
    case FieldKind::metric:
      return message(number_set, "");
    case FieldKind::param:
      return message(nullable_set, "'");
    case FieldKind::tag:
      return message(nullable_set, "");
    case FieldKind::dataset:
      return message(text_set, "");
    default:
      break;
  }
  return message(text_set, is_numeric(field, schema) ? "" : "'");
}

std::string_view comparators_for(const Field& field, const Schema& schema) {
  if (is_numeric(field, schema)) {
    return "=, !=, >, >=, <, <=";
  }
  if (field.kind == FieldKind::param || field.kind == FieldKind::tag) {
    return "=, !=, LIKE, ILIKE, IS NULL, IS NOT NULL";
  }
  const Attribute* attribute = find_attribute(schema, field.key);
  const bool list =
      field.kind == FieldKind::dataset || (attribute != nullptr && attribute->takes_list);
  return list ? "=, !=, LIKE, ILIKE, IN, NOT IN" : "=, !=, LIKE, ILIKE";
}

}  // namespace mltrack::search
