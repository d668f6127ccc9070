#include "run_value.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/unicode.hpp"
#include "mltrack/search/history.hpp"
#include "mltrack/search/record.hpp"
#include "mltrack/search/schema.hpp"
#include "mltrack/store/whole_id.hpp"

namespace mltrack::cli {
namespace {

search::Value text(const std::string& value) {
  return value.empty() ? search::Value() : search::Value(value);
}

/// A run in memory, as a filter sees it.
class ReadRun final : public search::Record {
 public:
  explicit ReadRun(const Run& run) : run_(run) {}

  [[nodiscard]] search::Value value(const search::Field& field) const override {
    switch (field.kind) {
      case search::FieldKind::metric:
        return value_under(run_.data.metrics, field.key);
      case search::FieldKind::param:
        return value_under(run_.data.params, field.key);
      case search::FieldKind::tag:
        return value_under(run_.data.tags, field.key);
      default:
        return attribute(field.key);
    }
  }

 private:
  template <class List>
  static search::Value value_under(const List& list, const std::string& key) {
    const auto* found = find_by_key(list, key);
    return found == nullptr ? search::Value() : search::Value(found->value);
  }

  [[nodiscard]] search::Value attribute(const std::string& key) const {
    const RunInfo& info = run_.info;
    if (key == "start_time") {
      return static_cast<double>(info.start_time);
    }
    if (key == "end_time") {
      return info.end_time ? search::Value(static_cast<double>(*info.end_time)) : search::Value();
    }
    return key == "status"     ? text(std::string(run_status_name(info.status)))
           : key == "run_name" ? text(info.run_name)
           : key == "run_id"   ? text(info.run_id)
           : key == "user_id"  ? text(info.user_id)
                               : search::Value();
  }

  const Run& run_;
};

/// What is a number of steps, points or milliseconds has no fraction.
Cell cell_of(const search::Value& value, search::Function function) {
  if (const auto* word = std::get_if<std::string>(&value)) {
    return *word;
  }
  const auto* number = std::get_if<double>(&value);
  if (number == nullptr) {
    return {};
  }
  switch (function) {
    case search::Function::age:
      return Age{static_cast<std::int64_t>(*number)};
    case search::Function::duration:
      return Duration{static_cast<std::int64_t>(*number)};
    case search::Function::count:
    case search::Function::argmin:
    case search::Function::argmax:
      return static_cast<std::int64_t>(*number);
    default:
      return *number;
  }
}

}  // namespace

search::Field parse_column(std::string_view text, std::int64_t now_ms) {
  search::Field field =
      search::parse_field(text, search::run_schema(), {Dialect::extended, now_ms});
  if (field.kind == search::FieldKind::artifact || field.kind == search::FieldKind::dataset) {
    throw Error::invalid("'{}' can be asked in a filter, but is no column", escape_controls(text));
  }
  return field;
}

Cell run_value(Store& store, const Run& run, const search::Field& field) {
  if (!search::is_of_history(field.function)) {
    return cell_of(search::value_of(ReadRun(run), field), field.function);
  }
  search::HistoryFunction function(field);
  if (find_by_key(run.data.metrics, field.key) != nullptr) {
    store.metric_history(whole_id(run.info), field.key, [&](const Metric& point) {
      function.take(point);
      return true;
    });
  }
  return cell_of(function.value(), field.function);
}

}  // namespace mltrack::cli
