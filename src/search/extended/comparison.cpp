#include "comparison.hpp"

#include "literal.hpp"
#include "operand.hpp"
#include "quotes.hpp"
#include "regex_pattern.hpp"
#include "schema.hpp"

#include "mltrack/base/number.hpp"
#include "mltrack/base/unicode.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace mltrack::search::extended {
namespace {

constexpr std::array<std::string_view, 13> operators{
    "=", "!=", "<", "<=", ">", ">=", "LIKE", "ILIKE", "=~", "!~", "IN", "BETWEEN", "IS"};

/// No fields, where a comparison should begin.
constexpr std::array<std::string_view, 8> key_words{"AND",  "OR", "NOT",     "IN",
                                                    "LIKE", "IS", "BETWEEN", "NULL"};

Expression expression_of(Comparison comparison) {
  return {.kind = Expression::Kind::comparison, .comparison = std::move(comparison)};
}

class Reader {
 public:
  Reader(Cursor& cursor, const Schema& schema, Language language)
      : cursor_(cursor), schema_(schema), language_(language) {}

  Expression read() {
    if (schema_.subject == Subject::runs && cursor_.peek().text == nested_word) {
      cursor_.take();
      return expression_of(
          {.field = {FieldKind::attribute, "parent"}, .comparator = Comparator::is_not_null});
    }
    if (!cursor_.at(Token::Type::word) || at_key_word()) {
      const Token& token = cursor_.peek();
      cursor_.refuse(token, fmt::format("{} where a comparison should begin", Cursor::show(token)),
                     "A comparison is FIELD OPERATOR VALUE, for example metrics.auc > 0.8 or "
                     "tags.k = 'v'.");
    }
    left_ = read_operand(cursor_, schema_, language_);
    Comparison comparison{.field = left_.field};
    if (left_.field.kind == FieldKind::artifact) {
      comparison.comparator = Comparator::equal;
      comparison.literal = 1.0;
      return expression_of(std::move(comparison));
    }
    read_rest(comparison);
    return by_id_or_name(std::move(comparison));
  }

 private:
  [[nodiscard]] bool at_key_word() const {
    return std::any_of(key_words.begin(), key_words.end(),
                       [&](std::string_view word) { return cursor_.at_word(word); });
  }

  void read_rest(Comparison& comparison) {
    const Token place = cursor_.peek();
    if (cursor_.take_word("IS")) {
      read_is(comparison);
      return;
    }
    const bool negated = cursor_.take_word("NOT");
    if (cursor_.take_word("IN")) {
      comparison.comparator = negated ? Comparator::not_in : Comparator::in;
      comparison.literal = read_list(cursor_, left_, language_);
      return;
    }
    comparison.negated = negated;
    if (cursor_.take_word("BETWEEN")) {
      comparison.comparator = Comparator::between;
      comparison.literal = read_ends(cursor_, left_, language_);
    } else if (cursor_.at_word("LIKE") || cursor_.at_word("ILIKE")) {
      comparison.comparator = cursor_.at_word("LIKE") ? Comparator::like : Comparator::ilike;
      read_text(comparison, cursor_.take());
    } else if (cursor_.at_word("STARTS") && cursor_.at_word("WITH", 1)) {
      comparison.comparator = Comparator::starts_with;
      cursor_.take();
      read_text(comparison, cursor_.take());
    } else if (cursor_.at(Token::Type::comparator) && !negated) {
      read_symbol(comparison);
    } else {
      refuse_operator(negated ? cursor_.peek() : place);
    }
  }

  void read_is(Comparison& comparison) {
    const bool negated = cursor_.take_word("NOT");
    const Token word = cursor_.peek();
    if (cursor_.take_word("NULL")) {
      comparison.comparator = negated ? Comparator::is_not_null : Comparator::is_null;
    } else if (cursor_.take_word("NAN")) {
      if (left_.type != ValueType::number) {
        cursor_.refuse(
            word,
            fmt::format("IS NAN asks a number, and {} is {}", show(left_), type_name(left_.type)),
            "Ask IS NULL for a value that is missing.");
      }
      comparison.comparator = Comparator::is_nan;
      comparison.negated = negated;
    } else {
      cursor_.refuse(word, fmt::format("{} behind IS", Cursor::show(word)),
                     "It is IS NULL, IS NOT NULL, IS NAN or IS NOT NAN.");
    }
  }

  /// LIKE and the others that compare text.
  void read_text(Comparison& comparison, const Token& comparator) {
    if (left_.type != ValueType::text) {
      cursor_.refuse(comparator,
                     fmt::format("{} compares text, and {} is {}", Cursor::show(comparator),
                                 show(left_), type_name(left_.type)),
                     "Numbers and times are compared by =, !=, <, <=, >, >=, IN and BETWEEN.");
    }
    const Token value = cursor_.peek();
    comparison.literal = read_literal(cursor_, left_, language_);
    if (comparison.comparator == Comparator::regex) {
      if (const auto error = regex_error(std::get<std::string>(comparison.literal))) {
        cursor_.refuse(value, fmt::format("no regular expression: {}", *error),
                       "The syntax is RE2's: Perl's without back references and look-around.");
      }
    }
  }

  void read_symbol(Comparison& comparison) {
    const Token symbol = cursor_.take();
    if (symbol.text == "=~" || symbol.text == "!~") {
      comparison.comparator = Comparator::regex;
      comparison.negated = symbol.text == "!~";
      read_text(comparison, symbol);
      return;
    }
    comparison.comparator = comparator_named(symbol.text);
    if (comparison.comparator == Comparator::unknown) {
      refuse_operator(symbol);
    }
    const bool is_order = comparison.comparator != Comparator::equal &&
                          comparison.comparator != Comparator::not_equal;
    if (is_order && left_.type == ValueType::text) {
      const bool may_be_number =
          left_.field.kind == FieldKind::param || left_.field.kind == FieldKind::tag;
      const std::string_view value = cursor_.peek().text;
      const std::string_view number = without_quotes(value).value_or(value);
      cursor_.refuse(
          symbol,
          fmt::format("{} is text, which {} does not compare", show(left_), Cursor::show(symbol)),
          may_be_number ? fmt::format("Compare its number: num({}) {} {}", left_.place.text,
                                      symbol.text, parse_typed_double(number) ? number : "0.1")
                        : "Text is compared by =, !=, LIKE, =~, IN, BETWEEN, STARTS WITH.");
    }
    if (at_operand(cursor_, schema_)) {
      comparison.other = read_other();
    } else {
      comparison.literal = read_literal(cursor_, left_, language_);
    }
  }

  Field read_other() {
    Operand other = read_operand(cursor_, schema_, language_);
    if (other.type != left_.type) {
      const bool is_text = other.type == ValueType::text && left_.type == ValueType::number;
      cursor_.refuse(other.place,
                     fmt::format("{} is {}, and {} is {}", show(left_), type_name(left_.type),
                                 show(other), type_name(other.type)),
                     is_text ? fmt::format("Its number is num({}).", other.place.text)
                             : "Only fields of one kind can be compared.");
    }
    for (const Operand* operand : {&left_, &other}) {
      if (operand->field.kind == FieldKind::dataset) {
        cursor_.refuse(operand->place, "a run may have several datasets",
                       "Compare them with a text.");
      }
    }
    return std::move(other.field);
  }

  [[noreturn]] void refuse_operator(const Token& place) const {
    const auto near =
        place.type == Token::Type::end ? std::nullopt : nearest(place.text, operators);
    const std::string advice =
        place.text == "=="   ? "Use =."
        : place.text == "<>" ? "Use !=."
        : place.text == "~"  ? "Use =~."
        : near               ? fmt::format("Did you mean {}?", *near)
               : "Operators are =, !=, <, <=, >, >=, [NOT] IN, [NOT] BETWEEN, [NOT] LIKE, "
                 "[NOT] ILIKE, =~, !~, STARTS WITH, IS [NOT] NULL.";
    cursor_.refuse(place, fmt::format("{} where an operator should stand", Cursor::show(place)),
                   advice);
  }

  /// A parent is told by its id or its name.
  static Expression by_id_or_name(Comparison comparison) {
    const Comparator comparator = comparison.comparator;
    const bool is_parent = comparison.field.kind == FieldKind::attribute &&
                           comparison.field.key == "parent" && !comparison.other &&
                           comparator != Comparator::is_null &&
                           comparator != Comparator::is_not_null;
    if (!is_parent) {
      return expression_of(std::move(comparison));
    }
    Comparison by_name = comparison;
    by_name.field.key = "parent_name";
    const bool negative = comparison.negated || comparator == Comparator::not_equal ||
                          comparator == Comparator::not_in;
    Expression both{.kind = negative ? Expression::Kind::all : Expression::Kind::any};
    both.children.push_back(expression_of(std::move(comparison)));
    both.children.push_back(expression_of(std::move(by_name)));
    return both;
  }

  static std::string show(const Operand& operand) { return Cursor::show(operand.place); }

  Cursor& cursor_;
  const Schema& schema_;
  Language language_;
  Operand left_;
};

}  // namespace

Expression read_comparison(Cursor& cursor, const Schema& schema, Language language) {
  return Reader(cursor, schema, language).read();
}

}  // namespace mltrack::search::extended
