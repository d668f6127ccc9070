#pragma once
// The tables behind search/schema.hpp.

#include "ast.hpp"

#include "mltrack/search/record.hpp"
#include "mltrack/search/schema.hpp"

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace mltrack::search {

enum class Subject { runs, experiments, registered_models, model_versions, logged_models };

enum class AttributeType { text, number };

struct Attribute {
  std::string_view name;
  AttributeType type = AttributeType::text;
  std::string_view alias_of = {};  // the field that is really meant
  bool takes_list = false;
  bool orders = true;
  bool filters = true;
};

/// A word that may stand before the period.
struct EntityWord {
  std::string_view word;
  FieldKind kind;
};

struct Schema {
  Subject subject;
  std::span<const Attribute> attributes;
  std::span<const EntityWord> entities;
  std::string_view entity_error;  // format of the refused word
  std::string_view null_error;    // format of the kind and the key
  std::string_view list_keys;     // attributes that may be compared with a list, as MLflow prints
  // What MLflow's parsers do each in its own way.
  std::string_view clause_quote = {};  // around a clause that is quoted in a message
  bool entities_may_be_quoted = false;
  bool attributes_may_be_quoted = true;  // in filters
  std::string_view value_error = "Expected a quoted string value for attributes. Got value {}";
  std::string_view number_error =
      {};  // format of what a number on a textual attribute gives, if special
  bool numbers_may_be_text = false;  // `version_number = '2'`
};

/// Whether mltrack's own language asks for these, too, and not MLflow's alone.
[[nodiscard]] bool has_own_language(const Schema& schema);
[[nodiscard]] const Attribute* find_attribute(const Schema& schema, std::string_view name);
/// Whether `IS NULL` may be asked of such a field; MLflow may refuse it later all the same.
[[nodiscard]] bool takes_null(const Schema& schema, FieldKind kind);
[[nodiscard]] std::optional<FieldKind> find_entity(const Schema& schema, std::string_view word);

/// The names of the attributes as MLflow prints a Python set, in our order (Python's is arbitrary).
[[nodiscard]] std::string attribute_set(const Schema& schema, bool for_ordering);

inline constexpr std::array<std::string_view, 3> dataset_keys{"name", "digest", "context"};
inline constexpr std::string_view dataset_key_set = "{'name', 'digest', 'context'}";

/// MLflow's word for the kind: `metric`, `parameter`, `tag`, `attribute`, `dataset`.
[[nodiscard]] std::string_view kind_name(FieldKind kind);

/// Whether a field that is missing makes the comparison true.
[[nodiscard]] bool missing_matches(const Comparison& comparison, const Schema& schema);

/// Why `comparison` may not be asked, in MLflow's words; empty if it may.
[[nodiscard]] std::string comparator_error(const Comparison& comparison, const Schema& schema);

/// The comparators for this field, for people: `=, !=, LIKE`.
[[nodiscard]] std::string_view comparators_for(const Field& field, const Schema& schema);

}  // namespace mltrack::search
