#include "parser.hpp"

#include "characters.hpp"
#include "clauses.hpp"
#include "python_list.hpp"
#include "python_text.hpp"
#include "quotes.hpp"
#include "refusal.hpp"
#include "schema.hpp"
#include "syntax_tree.hpp"

#include "mltrack/base/number.hpp"
#include "mltrack/search/point_at.hpp"

#include <cmath>
#include <limits>

namespace mltrack::search {
namespace {

constexpr std::string_view write_a_number = "Write a number such as 0.5 or 1e-3, without quotes.";
constexpr std::string_view write_quotes = "Put the text into quotes: 'text'.";

class Parser {
 public:
  Parser(std::string_view text, const Schema& schema) : text_(text), schema_(&schema) {}

  [[nodiscard]] Conjunction parse() const {
    const SyntaxTree tree = parse_syntax(text_);
    check_statement(tree);
    const std::vector<Clause> clauses = read_clauses(*tree.statement);
    check_clauses(clauses);
    Conjunction result;
    for (const Clause& clause : clauses) {
      if (clause.is_comparison()) {
        result.push_back(comparison(clause));
      }
    }
    return result;
  }

 private:
  void check_statement(const SyntaxTree& tree) const {
    if (tree.refused) {
      throw refusal("Error on parsing filter '{}'", text_)
          .with_hint("It has more than 10000 words or more than 100 nested parentheses.");
    }
    if (tree.statement_count == 0) {
      throw refusal("Invalid filter '{}'. Could not be parsed.", text_)
          .with_hint("Leave the filter out to match everything.");
    }
    if (tree.statement_count > 1) {
      throw refusal(
          "Search filter contained multiple expression {}. Provide AND-ed expression list.",
          python_repr(text_))
          .with_hint("Join the comparisons by AND instead of a semicolon.");
    }
  }

  void check_clauses(const std::vector<Clause>& clauses) const {
    std::string invalid;
    const Node* first = nullptr;
    for (const Clause& clause : clauses) {
      if (clause.is_comparison() || clause.node->is_keyword("AND")) {
        continue;
      }
      if (first == nullptr || (is_lone_quote(*clause.node) && !is_lone_quote(*first))) {
        first = clause.node;  // an open quote is the cause of all the others
      }
      invalid += invalid.empty() ? "" : ", ";
      const std::string_view quote = schema_->clause_quote;
      invalid.append(quote).append(clause.node->text).append(quote);
    }
    if (first != nullptr) {
      throw refusal("Invalid clause(s) in filter string: {}", invalid)
          .with_hint("{}", point_at(text_, first->text, clause_advice(*first)));
    }
  }

  static bool is_lone_quote(const Node& node) {
    return node.text == "'" || node.text == "\"" || node.text == "`";
  }

  [[nodiscard]] std::string_view clause_advice(const Node& node) const {
    if (node.is_keyword("OR") || node.is_keyword("NOT")) {
      if (!has_own_language(*schema_)) {
        return "MLflow's language has neither OR nor NOT.";
      }
      return "MLflow's language has neither OR nor NOT; mltrack's own has, without "
             "--strict-mlflow.";
    }
    if (node.group == Group::parenthesis) {
      return "MLflow's language has parentheses for IN lists only; mltrack's own, without "
             "--strict-mlflow, for anything.";
    }
    if (node.is_punctuation(";")) {
      return "Leave the semicolon out.";
    }
    if (is_lone_quote(node)) {
      return "This quote is never closed.";
    }
    if (is_comment(node.type) || node.group == Group::comment) {
      return "A filter takes no comments.";
    }
    if (node.type == TokenType::operation) {
      return "Quote a key that is more than letters, digits, _ and periods: tags.\"a-b\".";
    }
    return "A comparison is FIELD OPERATOR VALUE, for example metrics.auc > 0.8 or tags.k = 'v'.";
  }

  [[nodiscard]] Comparison comparison(const Clause& clause) const {
    const std::vector<const Node*> parts = clause.parts();
    if (!clause.joined && parts.size() != 3) {
      throw refusal("Invalid comparison clause. Expected 3 tokens found {}", parts.size())
          .with_hint("{}", point_at(text_, clause.node->text,
                                    "A comparison is FIELD OPERATOR VALUE, without comments."));
    }
    const Node& left = *parts.front();
    if (left.group != Group::identifier) {
      throw refusal("Invalid comparison clause. Expected 'Identifier' found '{}'", left.text)
          .with_hint("{}", point_at(text_, left.text, identifier_advice(left)));
    }
    Comparison result;
    result.field = parse_identifier(left.text, text_, *schema_, IdentifierUse::filter);
    result.comparator_text =
        clause.joined ? std::string(clause.comparator) : python_upper(parts[1]->text);
    result.comparator = comparator_named(result.comparator_text);
    if (parts.size() < 3 && clause.joined && clause.value == nullptr) {
      check_nullable(result.field, left);
      return result;
    }
    set_value(result, left, clause.joined ? *clause.value : *parts[2]);
    if (schema_->subject == Subject::logged_models && result.field.kind == FieldKind::dataset &&
        result.field.key == "name") {
      result.field = {FieldKind::attribute, "name"};  // MLflow: asks the model for its name
    }
    return result;
  }

  static std::string_view identifier_advice(const Node& left) {
    const bool value = is_number(left.type) || left.type == TokenType::string_single;
    return value ? "The field comes first, the value last."
                 : "Quote a key that is more than letters, digits, _ and periods: tags.\"a/b\".";
  }

  void check_nullable(const Field& field, const Node& left) const {
    if (takes_null(*schema_, field.kind)) {
      return;
    }
    // MLflow: the key as it was written, aliases not resolved.
    throw refusal(fmt::runtime(schema_->null_error), kind_name(field.kind), written_key(left.text))
        .with_hint("{}", point_at(text_, left.text,
                                  "Every record without this value fails any comparison with it."));
  }

  static std::string_view written_key(std::string_view identifier) {
    const std::string_view key = identifier.substr(identifier.find('.') + 1);
    return without_back_quotes(without_quotes(key).value_or(key));
  }

  void set_value(Comparison& result, const Node& left, const Node& value) const {
    const bool is_number_token =
        value.type == TokenType::integer || value.type == TokenType::floating;
    const std::string_view key = written_key(left.text);
    const Attribute* attribute = result.field.kind == FieldKind::attribute
                                     ? find_attribute(*schema_, result.field.key)
                                     : nullptr;
    const bool is_time = attribute != nullptr && attribute->type == AttributeType::number;
    if (is_time && schema_->numbers_may_be_text && (is_number_token || is_text(value))) {
      result.literal = is_number_token ? whole_part(value.text) : whole_number(text_value(value));
      return;
    }
    if (result.field.kind == FieldKind::metric || (is_time && !schema_->numbers_may_be_text)) {
      if (!is_number_token) {
        throw(is_time ? refusal("Expected numeric value type for numeric attribute: {}. "
                                "Found {}",
                                key, value.text)
                      : refusal("Expected numeric value type for metric. Found {}", value.text))
            .with_hint("{}", point_at(text_, value.text, write_a_number));
      }
      result.number_text = value.text;
      result.literal =
          parse_python_float(value.text).value_or(std::numeric_limits<double>::quiet_NaN());
      return;
    }
    const bool takes_list =
        result.field.kind == FieldKind::attribute || result.field.kind == FieldKind::dataset;
    if (is_text(value)) {
      result.literal = text_value(value);
    } else if (takes_list && value.group == Group::parenthesis) {
      result.literal = list_value(attribute, value);
    } else {
      refuse_value(result.field.kind, value, is_number_token);
    }
  }

  static bool is_text(const Node& value) {
    return value.type == TokenType::string_single || value.group == Group::identifier;
  }

  /// MLflow: `int(value)`, which cuts a fraction off a number and takes none in a text. What is no whole
  /// number stays text, to be refused when the first record is met.
  static Literal whole_number(std::string text) {
    if (const auto integer = parse_python_int(text)) {
      return static_cast<double>(*integer);
    }
    return text;
  }

  [[nodiscard]] std::string text_value(const Node& value) const {
    const auto text = without_quotes(value.text);
    if (!text) {
      throw refusal(
          "Parameter value is either not quoted or unidentified quote types used for string value "
          "{}. Use either single or double quotes.",
          value.text)
          .with_hint("{}", point_at(text_, value.text, write_quotes));
    }
    return std::string(*text);
  }

  [[nodiscard]] std::vector<std::string> list_value(const Attribute* attribute,
                                                    const Node& value) const {
    if (attribute != nullptr && !attribute->takes_list) {
      throw refusal("Only {} attributes support comparison with a list of quoted string values.",
                    schema_->list_keys)
          .with_hint("{}", point_at(text_, value.text, "Compare with one text by = or LIKE."));
    }
    const auto list = parse_python_list(value.text);
    const auto hint = [&] {
      return point_at(text_, value.text, "A list is quoted texts with commas: ('a', 'b').");
    };
    if (!list) {
      throw refusal(
          "While parsing a list in the query, expected a non-empty list of string values, but got "
          "ill-formed list.")
          .with_hint("{}", hint());
    }
    if (list->strings.empty()) {
      throw refusal(
          "While parsing a list in the query, expected a non-empty list of string values, but got "
          "empty list")
          .with_hint("{}", hint());
    }
    if (!list->only_strings) {
      throw refusal(
          "While parsing a list in the query, expected string value, punctuation, or whitespace, "
          "but got different type in list: {}",
          list->repr)
          .with_hint("{}", hint());
    }
    return list->strings;
  }

  [[noreturn]] void refuse_value(FieldKind kind, const Node& value, bool is_number) const {
    const std::string hint = point_at(text_, value.text, write_quotes);
    if (kind == FieldKind::attribute) {
      throw(is_number && !schema_->number_error.empty()
                ? refusal("{}", schema_->number_error)
                : refusal(fmt::runtime(schema_->value_error), value.text))
          .with_hint("{}", hint);
    }
    if (kind == FieldKind::dataset) {
      throw refusal("Expected a quoted string value for dataset attributes. Got value {}",
                    value.text)
          .with_hint("{}", hint);
    }
    throw refusal("Expected a quoted string value for {} (e.g. 'my-value'). Got value {}",
                  kind_name(kind), value.text)
        .with_hint("{}", hint);
  }

  static Literal whole_part(std::string_view number) {
    const double value =
        parse_python_float(number).value_or(std::numeric_limits<double>::quiet_NaN());
    return std::isfinite(value) ? Literal(std::trunc(value)) : Literal(std::string(number));
  }

  std::string_view text_;
  const Schema* schema_;
};

}  // namespace

Conjunction parse_filter(std::string_view text, const Schema& schema) {
  if (text.empty()) {
    return {};
  }
  return Parser(text, schema).parse();
}

}  // namespace mltrack::search
