#include "mltrack/base/number.hpp"
#include "mltrack/search/record.hpp"

namespace mltrack::search {
namespace {

Value number_in(const Value& value) {
  const auto* text = std::get_if<std::string>(&value);
  if (text == nullptr) {
    return value;
  }
  const auto number = parse_python_float(*text);
  return number ? Value(*number) : Value();
}

/// From start_time to `end`; to now for a run that is going on.
Value duration(const Record& record, const Field& end) {
  const Value start = record.value({FieldKind::attribute, "start_time"});
  const auto* from = std::get_if<double>(&start);
  if (from == nullptr) {
    return {};
  }
  const Value stop = record.value({FieldKind::attribute, end.key});
  if (const auto* to = std::get_if<double>(&stop)) {
    return *to - *from;
  }
  const bool going_on = record.value({FieldKind::attribute, "status"}) == Value("RUNNING");
  return going_on ? Value(static_cast<double>(end.argument) - *from) : Value();
}

}  // namespace

Value value_of(const Record& record, const Field& field) {
  switch (field.function) {
    case Function::number:
      return number_in(record.value({field.kind, field.key}));
    case Function::age: {
      const Value time = record.value({field.kind, field.key});
      const auto* then = std::get_if<double>(&time);
      return then == nullptr ? Value() : Value(static_cast<double>(field.argument) - *then);
    }
    case Function::duration:
      return duration(record, field);
    default:
      return record.value(field);
  }
}

}  // namespace mltrack::search
