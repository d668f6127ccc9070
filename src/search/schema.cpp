#include "schema.hpp"

#include "mltrack/entities/registered_model.hpp"

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

constexpr auto registered_model_attributes = std::to_array<Attribute>({
    {.name = "name", .takes_list = true},
    {.name = "creation_timestamp", .type = AttributeType::number, .filters = false},
    {.name = "last_updated_timestamp", .type = AttributeType::number, .filters = false},
});

constexpr auto model_version_attributes = std::to_array<Attribute>({
    {.name = "name", .takes_list = true},
    {.name = "version_number", .type = AttributeType::number},
    {.name = "run_id", .takes_list = true, .orders = false},
    {.name = "source_path", .orders = false},
    {.name = "creation_timestamp", .type = AttributeType::number, .filters = false},
    {.name = "last_updated_timestamp", .type = AttributeType::number, .filters = false},
});

// MLflow: accepts the last two and then fails on them; they can only mean these.
constexpr auto logged_model_attributes = std::to_array<Attribute>({
    {.name = "name", .takes_list = true},
    {.name = "model_id", .takes_list = true},
    {.name = "model_type", .takes_list = true},
    {.name = "status", .takes_list = true},
    {.name = "source_run_id", .takes_list = true},
    {.name = "creation_timestamp", .type = AttributeType::number},
    {.name = "last_updated_timestamp", .type = AttributeType::number},
    {.name = "creation_time", .type = AttributeType::number, .alias_of = "creation_timestamp"},
    {.name = "last_updated_time",
     .type = AttributeType::number,
     .alias_of = "last_updated_timestamp"},
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
    .clause_quote = "'",
    .entities_may_be_quoted = true,
};

constexpr Schema experiments{
    .subject = Subject::experiments,
    .attributes = experiment_attributes,
    .entities = experiment_entities,
    .entity_error = "Invalid entity type '{}'. Valid entity types are ('attribute', 'tag', 'tags')",
    .null_error = "IS NULL / IS NOT NULL is only supported for tags, not for {} '{}'",
    .list_keys = "['experiment_id']",
};

// MLflow: `IS NULL` ends in a ValueError of Python, so the words are ours.
constexpr std::string_view no_null_error = "IS NULL / IS NOT NULL is not supported for {} '{}'";
constexpr std::string_view text_or_list_error =
    "Expected a quoted string value or a list of quoted string values for attributes. Got value {}";

constexpr Schema registered_models{
    .subject = Subject::registered_models,
    .attributes = registered_model_attributes,
    .entities = experiment_entities,
    .entity_error = experiments.entity_error,
    .null_error = no_null_error,
    .list_keys = "['name']",
    .attributes_may_be_quoted = false,
    .value_error = text_or_list_error,
};

constexpr Schema model_versions{
    .subject = Subject::model_versions,
    .attributes = model_version_attributes,
    .entities = experiment_entities,
    .entity_error = experiments.entity_error,
    .null_error = no_null_error,
    .list_keys = "['name', 'run_id']",
    .attributes_may_be_quoted = false,
    .value_error = text_or_list_error,
    .number_error =
        "Only the '{'version_number', 'creation_timestamp', 'last_updated_timestamp'}' attributes "
        "support comparison with numeric values.",
    .numbers_may_be_text = true,
};

constexpr Schema logged_models{
    .subject = Subject::logged_models,
    .attributes = logged_model_attributes,
    .entities = run_entities,
    .entity_error = runs.entity_error,
    .null_error = runs.null_error,
    .list_keys = {},
    .clause_quote = "'",
    .entities_may_be_quoted = true,
};

constexpr std::string_view number_set = "{'=', '!=', '>', '>=', '<', '<='}";
constexpr std::string_view text_set = "{'=', '!=', 'LIKE', 'ILIKE', 'IN', 'NOT IN'}";
constexpr std::string_view plain_set = "{'=', '!=', 'LIKE', 'ILIKE'}";
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
      // MLflow: any text of a logged model has an order.
      return is_numeric(field, schema) ||
             (schema.subject == Subject::logged_models && field.kind == FieldKind::attribute);
    case Comparator::like:
    case Comparator::ilike:
      return !is_numeric(field, schema);
    case Comparator::in:
    case Comparator::not_in:
      return field.kind == FieldKind::dataset ||
             (field.kind == FieldKind::attribute && !is_numeric(field, schema));
    case Comparator::is_null:
    case Comparator::is_not_null:
      return schema.subject != Subject::logged_models && takes_null(schema, field.kind);
    default:
      break;
  }
  return false;
}

/// Whether MLflow not only reads `IS NULL` but can answer it.
bool takes_null_now(const Schema& schema) {
  return schema.subject == Subject::runs || schema.subject == Subject::experiments;
}

/// What MLflow ends on with an error of Python, so that the words are ours.
std::string literal_error(const Comparison& comparison, bool numeric) {
  const Comparator comparator = comparison.comparator;
  const auto* text = std::get_if<std::string>(&comparison.literal);
  if (numeric && text != nullptr) {
    return fmt::format("{} is compared with a whole number, not with '{}'", comparison.field.key,
                       *text);
  }
  const bool list = std::holds_alternative<std::vector<std::string>>(comparison.literal);
  const bool for_lists = comparator == Comparator::in || comparator == Comparator::not_in ||
                         comparator == Comparator::equal || comparator == Comparator::not_equal;
  return list && !for_lists
             ? fmt::format("{} takes a quoted string value, not a list", comparison.comparator_text)
             : std::string();
}

}  // namespace

const Schema& run_schema() {
  return runs;
}
const Schema& experiment_schema() {
  return experiments;
}
const Schema& registered_model_schema() {
  return registered_models;
}
const Schema& model_version_schema() {
  return model_versions;
}
const Schema& logged_model_schema() {
  return logged_models;
}

bool has_own_language(const Schema& schema) {
  return schema.subject == Subject::runs || schema.subject == Subject::experiments;
}

bool takes_null(const Schema& schema, FieldKind kind) {
  switch (schema.subject) {
    case Subject::runs:
    case Subject::logged_models:
      return kind == FieldKind::param || kind == FieldKind::tag;
    case Subject::experiments:
      return kind == FieldKind::tag;
    case Subject::registered_models:
    case Subject::model_versions:
      break;
  }
  return false;
}

bool missing_matches(const Comparison& comparison, const Schema& schema) {
  const bool unequal = comparison.comparator == Comparator::not_equal;
  switch (schema.subject) {
    case Subject::experiments:
      // MLflow: `creation_time != 5` holds for an experiment without a time, but nothing holds for a
      // run without one.
      return unequal && comparison.field.kind == FieldKind::attribute;
    case Subject::registered_models:
    case Subject::model_versions: {
      // MLflow: models lack this tag, and whoever asks so means them.
      const auto* text = std::get_if<std::string>(&comparison.literal);
      return comparison.field.key == prompt_tag_key && text != nullptr &&
             ((unequal && *text == "true") ||
              (comparison.comparator == Comparator::equal && *text == "false"));
    }
    case Subject::runs:
    case Subject::logged_models:
      break;
  }
  return false;
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
    if (for_ordering ? attribute.orders : attribute.filters) {
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
  if (schema.subject == Subject::logged_models && field.kind == FieldKind::dataset) {
    return fmt::format("Invalid logged model search key '{}'", field.key);
  }
  if (allows(field, schema, comparison.comparator)) {
    return literal_error(comparison, is_numeric(field, schema));
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
      return message(takes_null_now(schema) ? nullable_set : plain_set, "'");
    case FieldKind::tag:
      return message(takes_null_now(schema) ? nullable_set : plain_set, "");
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
  if (schema.subject == Subject::logged_models && field.kind == FieldKind::attribute) {
    return "=, !=, >, >=, <, <=, LIKE, ILIKE, IN, NOT IN";
  }
  if (takes_null_now(schema) && (field.kind == FieldKind::param || field.kind == FieldKind::tag)) {
    return "=, !=, LIKE, ILIKE, IS NULL, IS NOT NULL";
  }
  const Attribute* attribute = find_attribute(schema, field.key);
  const bool list =
      field.kind == FieldKind::dataset || (attribute != nullptr && attribute->takes_list);
  return list ? "=, !=, LIKE, ILIKE, IN, NOT IN" : "=, !=, LIKE, ILIKE";
}

}  // namespace mltrack::search
