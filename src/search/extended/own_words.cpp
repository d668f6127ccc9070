#include "own_words.hpp"

#include "names.hpp"
#include "schema.hpp"

#include "mltrack/base/number.hpp"

#include <algorithm>

namespace mltrack::search::extended {
namespace {

using Type = Token::Type;

bool is_own_comparator(std::string_view text) {
  return text == "=~" || text == "!~" || text == "~" || text == "!=~" || text == "^=";
}

/// A word without a period and not in quotes, where a field could stand.
bool is_own_field(const Token& word, const Token& next, const Schema& schema) {
  if (find_own_attribute(schema, word.text) != nullptr || word.text == nested_word) {
    return true;
  }
  return next.type == Type::comparator && find_attribute(schema, word.text) == nullptr &&
         nearest_own_name(schema, word.text).has_value();
}

bool names_entity(const Token& word, const Schema& schema) {
  const std::size_t period = word.text.find('.');
  return period != std::string_view::npos && find_entity(schema, word.text.substr(0, period));
}

bool is_own(const Cursor& cursor, std::size_t at, const Schema& schema) {
  const Token& token = cursor.peek(at);
  const Token& next = cursor.peek(at + 1);
  switch (token.type) {
    case Type::word:
      if (cursor.at_word("OR", at) || cursor.at_word("BETWEEN", at) ||
          cursor.at_word("STARTS", at) || cursor.at_word("NAN", at)) {
        return true;
      }
      if (cursor.at_word("NOT", at)) {
        // NOT IN, IS NOT NULL and NOT LIKE are words of MLflow's, too.
        return !cursor.at_word("IN", at + 1) && !cursor.at_word("NULL", at + 1) &&
               !cursor.at_word("LIKE", at + 1) && !cursor.at_word("ILIKE", at + 1);
      }
      if (at > 0 && cursor.at(Type::comparator, at - 1) && names_entity(token, schema)) {
        return true;  // a field compared with a field
      }
      return (next.type == Type::open && !cursor.at_word("IN", at)) ||
             is_own_field(token, next, schema);
    case Type::open:
      return at == 0 || cursor.at_word("AND", at - 1) || cursor.at(Type::open, at - 1);
    case Type::comparator:
      return is_own_comparator(token.text);
    case Type::value:
      return !parse_python_float(token.text);
    default:
      return false;
  }
}

}  // namespace

bool has_own_words(const Cursor& cursor, const Schema& schema) {
  std::size_t open = 0;
  for (std::size_t at = 0; at < cursor.tokens().size(); ++at) {
    const Type type = cursor.peek(at).type;
    if (is_own(cursor, at, schema) || (type == Type::close && open == 0)) {
      return true;
    }
    open += type == Type::open ? 1U : 0U;
    open -= type == Type::close ? 1U : 0U;
  }
  return open > 0;
}

}  // namespace mltrack::search::extended
