#include "operand.hpp"

#include "parser.hpp"
#include "quotes.hpp"
#include "schema.hpp"

#include "mltrack/base/number.hpp"

#include <fmt/format.h>

#include <string>
#include <utility>

namespace mltrack::search::extended {
namespace {

class Reader {
 public:
  Reader(Cursor& cursor, const Schema& schema, Language language)
      : cursor_(cursor), schema_(schema), language_(language) {}

  Operand read() {
    const Token name = cursor_.take();
    if (name.type != Token::Type::word) {
      cursor_.refuse(
          name, fmt::format("{} where a field should stand", Cursor::show(name)),
          "A field is metrics.KEY, params.KEY, tags.KEY or an attribute such as status.");
    }
    if (!cursor_.at(Token::Type::open)) {
      return plain(name);
    }
    Operand result = call(name);
    const Token& last = cursor_.peek();
    if (!cursor_.take_type(Token::Type::close)) {
      cursor_.refuse(last, fmt::format("{} where ')' should stand", Cursor::show(last)),
                     fmt::format("The parenthesis of {}( is closed here.", name.text));
    }
    const char* end = last.text.data() + last.text.size();
    result.place = {Token::Type::word,
                    {name.text.data(), static_cast<std::size_t>(end - name.text.data())}};
    return result;
  }

 private:
  [[nodiscard]] Operand plain(const Token& name) const {
    const std::size_t period = name.text.find('.');
    const bool is_attribute =
        period == std::string_view::npos ||
        find_entity(schema_, name.text.substr(0, period)) == FieldKind::attribute;
    if (is_attribute) {
      const std::string_view key =
          name.text.substr(period == std::string_view::npos ? 0 : period + 1);
      if (const OwnAttribute* own = find_own_attribute(schema_, key)) {
        const Field field{FieldKind::attribute, std::string(own->key), own->function,
                          own->function == Function::none ? 0 : language_.now_ms};
        return {field, own->type, name};
      }
      if (const auto near = nearest_own_name(schema_, key);
          near && find_attribute(schema_, key) == nullptr) {
        cursor_.refuse(name, fmt::format("{} is no field", Cursor::show(name)),
                       fmt::format("Did you mean '{}'?", *near));
      }
    }
    Field field = parse_identifier(name.text, cursor_.text(), schema_, IdentifierUse::filter);
    const ValueType type = type_of(field);
    return {std::move(field), type, name};
  }

  [[nodiscard]] ValueType type_of(const Field& field) const {
    if (field.kind == FieldKind::metric) {
      return ValueType::number;
    }
    const Attribute* attribute =
        field.kind == FieldKind::attribute ? find_attribute(schema_, field.key) : nullptr;
    if (attribute == nullptr || attribute->type == AttributeType::text) {
      return ValueType::text;
    }
    const bool is_time = field.key.ends_with("_time") || field.key.ends_with("_timestamp");
    return is_time ? ValueType::time : ValueType::number;
  }

  Operand call(const Token& name) {
    if (name.text == artifact_word && schema_.subject == Subject::runs) {
      return artifact();
    }
    const FunctionName* function = find_function(name.text);
    if (function == nullptr) {
      const auto near = nearest_function(name.text);
      cursor_.refuse(name, fmt::format("{} is no function", Cursor::show(name)),
                     near ? fmt::format("Did you mean '{}'?", *near)
                          : "Functions are num, min, max, mean, first, last, count, at, argmin, "
                            "argmax and artifact.");
    }
    cursor_.take();
    Operand result = function->function == Function::number ? number_of() : metric(*function);
    result.field.function = function->function;
    if (function->function == Function::at) {
      result.field.argument = step();
    }
    return result;
  }

  Operand artifact() {
    cursor_.take();
    const Token pattern = cursor_.take();
    if (pattern.type != Token::Type::text) {
      cursor_.refuse(pattern, "artifact() takes a quoted pattern",
                     "For example artifact('model/*').");
    }
    return {{FieldKind::artifact, std::string(without_quotes(pattern.text).value_or(""))},
            ValueType::number,
            pattern};
  }

  Operand number_of() {
    Operand text =
        plain(word("num() takes a param or a tag", "For example num(params.lr) < 0.01."));
    if (text.type != ValueType::text || text.field.kind == FieldKind::dataset) {
      cursor_.refuse(text.place, "num() takes a param or a tag",
                     text.type == ValueType::text ? "A run may have several datasets."
                                                  : "This is a number already.");
    }
    text.type = ValueType::number;
    return text;
  }

  /// The metric that a function of its history takes: `metrics.auc`, or the bare key.
  Operand metric(const FunctionName& function) {
    const std::string why = fmt::format("{}() takes a metric", function.name);
    const std::string advice = fmt::format("For example {}(metrics.auc{}).", function.name,
                                           function.function == Function::at ? ", 10" : "");
    const Token name = word(why, advice);
    if (!find_entity(schema_, "metrics")) {
      cursor_.refuse(name, why, "Experiments have no metrics; their runs have.");
    }
    if (name.text.find('.') == std::string_view::npos) {
      return {{FieldKind::metric, std::string(without_back_quotes(name.text))},
              ValueType::number,
              name};
    }
    Operand operand = plain(name);
    if (operand.field.kind != FieldKind::metric) {
      cursor_.refuse(name, why,
                     operand.field.kind == FieldKind::param
                         ? fmt::format("A param has no history; num({}) is its number.", name.text)
                         : advice);
    }
    return operand;
  }

  Token word(std::string_view why, std::string_view advice) {
    const Token name = cursor_.take();
    if (name.type != Token::Type::word) {
      cursor_.refuse(name, why, advice);
    }
    return name;
  }

  std::int64_t step() {
    const Token comma = cursor_.take();
    const Token number = comma.type == Token::Type::comma ? cursor_.take() : comma;
    const auto step =
        comma.type == Token::Type::comma ? parse_typed_int(number.text) : std::nullopt;
    if (!step) {
      cursor_.refuse(number, "at() takes a metric and a step", "For example at(metrics.auc, 10).");
    }
    return *step;
  }

  Cursor& cursor_;
  const Schema& schema_;
  Language language_;
};

}  // namespace

Operand read_operand(Cursor& cursor, const Schema& schema, Language language) {
  return Reader(cursor, schema, language).read();
}

bool at_operand(const Cursor& cursor, const Schema& schema) {
  const Token& token = cursor.peek();
  return token.type == Token::Type::word &&
         (token.text.find('.') != std::string_view::npos || cursor.at(Token::Type::open, 1) ||
          token.text.starts_with('`') || find_attribute(schema, token.text) != nullptr ||
          find_own_attribute(schema, token.text) != nullptr);
}

}  // namespace mltrack::search::extended
