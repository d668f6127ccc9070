#include "literal.hpp"

#include "quotes.hpp"

#include "mltrack/base/number.hpp"
#include "mltrack/base/time.hpp"

#include <fmt/format.h>

#include <cmath>
#include <utility>

namespace mltrack::search::extended {
namespace {

/// A moment: `2026-11-01`, `-2d`, milliseconds.
std::optional<double> moment(std::string_view text, std::int64_t now_ms) {
  if (const auto ago = text.starts_with('-') ? parse_duration(text.substr(1)) : std::nullopt) {
    return static_cast<double>(now_ms) - static_cast<double>(*ago);
  }
  const auto time = parse_time(text);
  return time ? std::optional(static_cast<double>(*time)) : parse_typed_double(text);
}

std::optional<double> span(std::string_view text) {
  const auto duration = parse_duration(text);
  return duration ? std::optional(static_cast<double>(*duration)) : parse_typed_double(text);
}

std::string advice_for(const Operand& field, const Token& value) {
  const std::string_view content = without_quotes(value.text).value_or(value.text);
  switch (field.type) {
    case ValueType::number:
      if (content == "nan" || content == "NaN") {
        return fmt::format("Nothing equals NaN; ask {} IS NAN or IS NOT NAN.", field.place.text);
      }
      return "Write a number such as 0.5 or 1e-3, without quotes.";
    case ValueType::time:
      return parse_duration(content)
                 ? fmt::format("Write -{} for the moment {} ago.", content, content)
                 : "A time is '2026-11-01', '2026-11-01 10:00' (UTC), -2d for two days ago, or "
                   "milliseconds.";
    case ValueType::span:
      return "A span is 90s, 10m, 2h, 3d, 2w, or milliseconds.";
    case ValueType::text:
      break;
  }
  const bool is_number = value.type == Token::Type::value;
  const bool may_be_number =
      field.field.kind == FieldKind::param || field.field.kind == FieldKind::tag;
  return is_number && may_be_number
             ? fmt::format("It is text: put the value into quotes, or ask num({}).",
                           field.place.text)
             : "Put the text into quotes: 'text'.";
}

}  // namespace

Literal read_literal(Cursor& cursor, const Operand& field, Language language) {
  const Token value = cursor.take();
  const bool is_text = value.type == Token::Type::text;
  const bool is_text_field = field.type == ValueType::text;
  if (is_text_field) {
    if (is_text) {
      return std::string(without_quotes(value.text).value_or(value.text));
    }
  } else if (is_text ? field.type != ValueType::number
                     : value.type == Token::Type::value || value.type == Token::Type::word) {
    const std::string_view content = without_quotes(value.text).value_or(value.text);
    const auto number = field.type == ValueType::time   ? moment(content, language.now_ms)
                        : field.type == ValueType::span ? span(content)
                                                        : parse_typed_double(content);
    if (number && !std::isnan(*number)) {
      return *number;
    }
  }
  cursor.refuse(value,
                fmt::format("{} where {} should stand", Cursor::show(value),
                            is_text_field ? "a quoted text" : type_name(field.type)),
                advice_for(field, value));
}

namespace {

/// Several literals of one type as one.
class Several {
 public:
  void add(Literal literal) {
    if (auto* text = std::get_if<std::string>(&literal)) {
      texts_.push_back(std::move(*text));
    } else {
      numbers_.push_back(std::get<double>(literal));
    }
  }
  [[nodiscard]] Literal take() {
    return numbers_.empty() ? Literal(std::move(texts_)) : Literal(std::move(numbers_));
  }

 private:
  std::vector<std::string> texts_;
  std::vector<double> numbers_;
};

}  // namespace

Literal read_list(Cursor& cursor, const Operand& field, Language language) {
  const Token open = cursor.take();
  if (open.type != Token::Type::open) {
    cursor.refuse(open, fmt::format("{} where a list should stand", Cursor::show(open)),
                  "A list is values with commas in parentheses: ('a', 'b').");
  }
  Several values;
  values.add(read_literal(cursor, field, language));
  while (cursor.take_type(Token::Type::comma) && !cursor.at(Token::Type::close)) {
    values.add(read_literal(cursor, field, language));
  }
  const Token close = cursor.take();
  if (close.type != Token::Type::close) {
    cursor.refuse(close, fmt::format("{} where ',' or ')' should stand", Cursor::show(close)),
                  "A list is values with commas in parentheses: ('a', 'b').");
  }
  return values.take();
}

Literal read_ends(Cursor& cursor, const Operand& field, Language language) {
  Several ends;
  ends.add(read_literal(cursor, field, language));
  const Token joiner = cursor.peek();
  if (!cursor.take_word("AND")) {
    cursor.refuse(joiner, fmt::format("{} where AND should stand", Cursor::show(joiner)),
                  "A range is BETWEEN LEAST AND GREATEST, both included.");
  }
  ends.add(read_literal(cursor, field, language));
  return ends.take();
}

std::string_view type_name(ValueType type) {
  switch (type) {
    case ValueType::number:
      return "a number";
    case ValueType::time:
      return "a time";
    case ValueType::span:
      return "a span of time";
    case ValueType::text:
      break;
  }
  return "text";
}

}  // namespace mltrack::search::extended
