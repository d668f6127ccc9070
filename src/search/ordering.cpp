#include "mltrack/search/ordering.hpp"

#include "characters.hpp"
#include "extended/reading.hpp"
#include "parser.hpp"
#include "refusal.hpp"
#include "schema.hpp"
#include "shell_words.hpp"
#include "syntax_tree.hpp"

#include "mltrack/search/point_at.hpp"

#include <algorithm>
#include <cmath>

namespace mltrack::search {
namespace {

constexpr std::string_view clause_form =
    "A clause is FIELD, FIELD ASC or FIELD DESC, for example: metrics.auc DESC";

[[noreturn]] void refuse(std::string_view clause) {
  throw refusal("Invalid order_by clause '{}'. Could not be parsed.", clause)
      .with_hint("{}", clause_form);
}

/// MLflow: a clause must be one identifier to sqlparse (which counts ASC and DESC in); only the
/// word `timestamp`, an SQL type, is let through besides.
std::string ordered_text(std::string_view clause) {
  const SyntaxTree tree = parse_syntax(clause);
  if (tree.refused) {
    throw refusal("Error on parsing order_by clause '{}'", clause).with_hint("{}", clause_form);
  }
  if (tree.statement_count != 1) {
    refuse(clause);
  }
  const std::vector<Node*>& nodes = tree.statement->children;
  const bool timestamp =
      nodes.front()->type == TokenType::builtin && nodes.front()->text == "timestamp";
  if (nodes.size() == 1 && (nodes.front()->group == Group::identifier || timestamp)) {
    return std::string(nodes.front()->text);
  }
  const bool blanks_between =
      nodes.size() < 2 || std::all_of(nodes.begin() + 1, nodes.end() - 1,
                                      [](const Node* node) { return node->is_whitespace(); });
  if (timestamp && blanks_between && nodes.back()->type == TokenType::keyword_order) {
    return "timestamp " + std::string(nodes.back()->text);
  }
  refuse(clause);
}

std::string_view without_blank_ends(std::string_view text) {
  std::size_t begin = text.size();
  std::size_t end = text.size();
  for (std::size_t at = 0; at < text.size();) {
    const Character c = character_at(text, at);
    at += c.size;
    if (!is_space(c.code)) {
      begin = std::min(begin, at - c.size);
      end = at;
    }
  }
  return text.substr(begin, end - begin);
}

OrderKey parse_mlflow_clause(const std::string& clause, const Schema& schema) {
  std::string identifier = ordered_text(clause);
  std::string shell_text = identifier;
  std::replace(shell_text.begin(), shell_text.end(), '`', '"');
  const auto words = split_shell_words(shell_text);
  if (!words || words->size() > 2) {
    refuse(clause);
  }
  bool ascending = true;
  if (words->size() == 2) {
    const std::string direction = python_lower((*words)[1]);
    if (direction != "asc" && direction != "desc") {
      throw refusal("Invalid ordering key in order_by clause '{}'.", clause)
          .with_hint("{}", clause_form);
    }
    ascending = direction == "asc";
    identifier = (*words)[0];
  }
  const std::string_view trimmed = without_blank_ends(identifier);
  Field field = parse_identifier(trimmed, trimmed, schema, IdentifierUse::ordering);
  if (schema.subject != Subject::runs && field.kind != FieldKind::attribute) {
    throw refusal("Invalid order_by entity: {}", kind_name(field.kind))
        .with_hint("They are ordered by attributes only, for example: name DESC");
  }
  if (field.kind == FieldKind::dataset) {
    throw refusal("Invalid order_by entity type '{}'", kind_name(field.kind))
        .with_hint("Runs are ordered by metrics, params, tags and attributes.");
  }
  return {std::move(field), ascending};
}

OrderKey parse_clause(const std::string& clause, const Schema& schema, Language language) {
  if (language.dialect == Dialect::mlflow) {
    return parse_mlflow_clause(clause, schema);
  }
  try {
    return parse_mlflow_clause(clause, schema);
  } catch (const Error&) {  // then our own language may know what is meant
    extended::Reading<OrderKey> own = extended::read_order(clause, schema, language);
    if (own.result) {
      return std::move(*own.result);
    }
    if (own.is_meant) {
      throw *own.refusal;
    }
    throw;
  }
}

OrderKey by(const char* attribute, bool ascending) {
  return {.field = {FieldKind::attribute, attribute}, .ascending = ascending};
}

/// MLflow's order where none is asked for; runs have theirs in Ordering::before.
std::vector<OrderKey> default_order(const Schema& schema) {
  switch (schema.subject) {
    case Subject::experiments:
      return {by("creation_time", false), by("experiment_id", true)};
    case Subject::model_versions:
      return {by("last_updated_timestamp", false)};
    default:
      return {};
  }
}

/// What decides between equals, besides what is asked for.
std::vector<OrderKey> tie_breakers(const Schema& schema) {
  switch (schema.subject) {
    case Subject::registered_models:
      return {by("name", true)};
    case Subject::model_versions:
      return {by("name", true), by("version_number", false)};
    case Subject::logged_models:
      return {by("creation_timestamp", false), by("model_id", true)};
    default:
      return {};
  }
}

enum class Rank { real, not_a_number, missing };

Rank rank_of(const Value& value) {
  if (std::holds_alternative<std::monostate>(value)) {
    return Rank::missing;
  }
  const auto* number = std::get_if<double>(&value);
  return number != nullptr && std::isnan(*number) ? Rank::not_a_number : Rank::real;
}

/// Below 0 if `a` comes before `b`. Numbers before texts, should a field ever have both.
int compare(const Value& a, const Value& b, bool ascending) {
  const Rank rank_a = rank_of(a);
  const Rank rank_b = rank_of(b);
  if (rank_a != rank_b) {
    return rank_a < rank_b ? -1 : 1;
  }
  if (rank_a != Rank::real || a == b) {
    return 0;
  }
  return (a < b) == ascending ? -1 : 1;
}

}  // namespace

Ordering Ordering::parse(const std::vector<std::string>& clauses, const Schema& schema,
                         Language language) {
  Ordering ordering;
  ordering.schema_ = &schema;
  if (schema.subject == Subject::runs) {
    // MLflow: run clauses are looked at from the last to the first, so the last error is told.
    for (auto clause = clauses.rbegin(); clause != clauses.rend(); ++clause) {
      ordering.keys_.push_back(parse_clause(*clause, schema, language));
    }
    std::reverse(ordering.keys_.begin(), ordering.keys_.end());
  } else {
    for (const std::string& clause : clauses) {
      ordering.keys_.push_back(parse_clause(clause, schema, language));
    }
    if (clauses.empty()) {
      ordering.keys_ = default_order(schema);
    }
  }
  ordering.add_tie_breakers();
  return ordering;
}

Ordering Ordering::of(std::vector<OrderKey> keys, const Schema& schema) {
  Ordering ordering;
  ordering.schema_ = &schema;
  ordering.keys_ = std::move(keys);
  ordering.add_tie_breakers();
  return ordering;
}

void Ordering::add_tie_breakers() {
  for (OrderKey& key : tie_breakers(*schema_)) {
    const bool asked_for = std::any_of(keys_.begin(), keys_.end(), [&](const OrderKey& other) {
      return other.field == key.field;
    });
    if (!asked_for) {
      keys_.push_back(std::move(key));
    }
  }
}

SortRow Ordering::row_of(const Record& record, std::int64_t time, std::string id) const {
  SortRow row{.keys = {}, .time = time, .id = std::move(id)};
  row.keys.reserve(keys_.size());
  for (const OrderKey& key : keys_) {
    row.keys.push_back(value_of(record, key.field));
  }
  return row;
}

bool Ordering::before(const SortRow& a, const SortRow& b) const {
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    if (const int order = compare(a.keys[i], b.keys[i], keys_[i].ascending); order != 0) {
      return order < 0;
    }
  }
  if (schema_->subject == Subject::experiments) {
    return a.id > b.id;
  }
  return a.time != b.time ? a.time > b.time : a.id < b.id;
}

}  // namespace mltrack::search
