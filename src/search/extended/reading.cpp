#include "reading.hpp"

#include "comparison.hpp"
#include "cursor.hpp"
#include "operand.hpp"
#include "own_words.hpp"

#include <fmt/format.h>

#include <utility>

namespace mltrack::search::extended {
namespace {

constexpr std::size_t deepest = 200;

Expression joined(Expression::Kind kind, std::vector<Expression> parts) {
  return parts.size() == 1 ? std::move(parts.front())
                           : Expression{.kind = kind, .children = std::move(parts)};
}

class FilterParser {
 public:
  FilterParser(Cursor& cursor, const Schema& schema, Language language)
      : cursor_(cursor), schema_(schema), language_(language) {}

  Expression parse() {
    Expression result = any();
    const Token& rest = cursor_.peek();
    if (rest.type == Token::Type::close) {
      cursor_.refuse(rest, "')' without '('", "No parenthesis is open here.");
    }
    if (rest.type != Token::Type::end) {
      cursor_.refuse(rest, fmt::format("{} behind a whole comparison", Cursor::show(rest)),
                     "Comparisons are joined by AND or OR.");
    }
    return result;
  }

 private:
  Expression any() {
    std::vector<Expression> parts;
    do {
      parts.push_back(all());
    } while (cursor_.take_word("OR"));
    return joined(Expression::Kind::any, std::move(parts));
  }

  Expression all() {
    std::vector<Expression> parts;
    do {
      parts.push_back(one());
    } while (cursor_.take_word("AND"));
    return joined(Expression::Kind::all, std::move(parts));
  }

  Expression one() {
    const Token start = cursor_.peek();
    if (depth_ == deepest) {
      cursor_.refuse(start, fmt::format("more than {} parentheses and NOTs in each other", deepest),
                     "Here it is too deep.");
    }
    ++depth_;
    Expression result = at_this_depth(start);
    --depth_;
    return result;
  }

  Expression at_this_depth(const Token& start) {
    if (cursor_.take_word("NOT")) {
      Expression negation{.kind = Expression::Kind::negation};
      negation.children.push_back(one());
      return negation;
    }
    if (!cursor_.take_type(Token::Type::open)) {
      return read_comparison(cursor_, schema_, language_);
    }
    Expression inner = any();
    const Token& rest = cursor_.peek();
    if (!cursor_.take_type(Token::Type::close)) {
      if (rest.type == Token::Type::end) {
        cursor_.refuse(start, "a parenthesis is never closed", "This one.");
      }
      cursor_.refuse(rest, fmt::format("{} where ')', AND or OR should stand", Cursor::show(rest)),
                     "Comparisons are joined by AND or OR.");
    }
    return inner;
  }

  Cursor& cursor_;
  const Schema& schema_;
  Language language_;
  std::size_t depth_ = 0;
};

OrderKey parse_order(Cursor& cursor, const Schema& schema, Language language) {
  Operand operand = read_operand(cursor, schema, language);
  if (operand.field.kind == FieldKind::dataset) {
    cursor.refuse(operand.place, "a run may have several datasets",
                  "Order by a metric, a param, a tag or an attribute.");
  }
  const bool descends = cursor.take_word("DESC");
  if (!descends) {
    cursor.take_word("ASC");
  }
  if (const Token& rest = cursor.peek(); rest.type != Token::Type::end) {
    cursor.refuse(rest, fmt::format("{} behind the field", Cursor::show(rest)),
                  "A clause is FIELD, FIELD ASC or FIELD DESC.");
  }
  return {std::move(operand.field), !descends};
}

/// This language is the second that is tried, so that its refusals are results.
template <class Result, class Parse>
Reading<Result> reading(std::string_view text, std::string_view what, const Schema& schema,
                        const Parse& parse) {
  Reading<Result> reading{.is_meant = true};  // if it is too long even to look
  try {
    Cursor cursor(text, what);
    reading.is_meant = has_own_words(cursor, schema);
    reading.result.emplace(parse(cursor));
  } catch (const Error& refusal) {
    reading.refusal = refusal;
  }
  return reading;
}

}  // namespace

Reading<Expression> read_filter(std::string_view text, const Schema& schema, Language language) {
  return reading<Expression>(text, "filter", schema, [&](Cursor& cursor) {
    return FilterParser(cursor, schema, language).parse();
  });
}

Reading<OrderKey> read_order(std::string_view clause, const Schema& schema, Language language) {
  return reading<OrderKey>(clause, "order_by clause", schema,
                           [&](Cursor& cursor) { return parse_order(cursor, schema, language); });
}

}  // namespace mltrack::search::extended

namespace mltrack::search {

Field parse_field(std::string_view text, const Schema& schema, Language language) {
  extended::Cursor cursor(text, "field");
  extended::Operand operand = extended::read_operand(cursor, schema, language);
  if (const extended::Token& rest = cursor.peek(); rest.type != extended::Token::Type::end) {
    cursor.refuse(rest, fmt::format("{} behind it", extended::Cursor::show(rest)),
                  "A field is metrics.KEY, max(metrics.KEY), params.KEY, status or the like.");
  }
  if (operand.field.kind == FieldKind::dataset) {
    cursor.refuse(operand.place, "a run may have several datasets", "This has no single value.");
  }
  return std::move(operand.field);
}

}  // namespace mltrack::search
