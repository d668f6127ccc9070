#include "batch_fields.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/number.hpp"
#include "mltrack/base/unicode.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

namespace mltrack::wire {
namespace {

constexpr const char* examples =
    R"(Write {"metric":"auc","value":0.9,"step":3}, {"param":"lr","value":0.1} or )"
    R"({"tag":"team","value":"vision"})";

constexpr std::array<std::string_view, 3> kinds{"metric", "param", "tag"};
constexpr std::array<std::string_view, 5> metric_fields{"step", "timestamp", "dataset_name",
                                                        "dataset_digest", "model_id"};

template <class Names>
bool contains(const Names& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// How a message shows a value that was not expected.
std::string describe(const yaml::Value& value) {
  constexpr std::size_t longest_shown = 40;
  if (const auto* text = std::get_if<std::string>(&value.data)) {
    return json_quote_ascii(fit_width(*text, longest_shown));
  }
  if (const auto* truth = std::get_if<bool>(&value.data)) {
    return *truth ? "true" : "false";
  }
  if (const auto* integer = std::get_if<std::int64_t>(&value.data)) {
    return std::to_string(*integer);
  }
  if (const auto* number = std::get_if<double>(&value.data)) {
    return format_double(*number);
  }
  if (value.is_null()) {
    return "null";
  }
  return std::holds_alternative<yaml::List>(value.data) ? "a list" : "an object";
}

/// Python's str() of a value; python_str is asked only for what has parts.
std::string text_of(const yaml::Value& value) {
  if (const auto* text = std::get_if<std::string>(&value.data)) {
    return *text;
  }
  if (const auto* truth = std::get_if<bool>(&value.data)) {
    return *truth ? "True" : "False";
  }
  if (const auto* integer = std::get_if<std::int64_t>(&value.data)) {
    return std::to_string(*integer);
  }
  if (const auto* number = std::get_if<double>(&value.data)) {
    return format_double(*number);
  }
  return value.is_null() ? "None" : yaml::python_str(value);
}

class Fields {
 public:
  explicit Fields(const yaml::Map& map) : map_(map) {}

  /// The one of metric, param, tag that the line has.
  [[nodiscard]] std::string_view kind() const {
    std::string_view found;
    for (const std::string_view name : kinds) {
      if (find(name) == nullptr) {
        continue;
      }
      if (!found.empty()) {
        throw Error::invalid("A batch line holds one thing, but this one has \"{}\" and \"{}\"",
                             found, name);
      }
      found = name;
    }
    if (found.empty()) {
      throw Error::invalid(R"(A batch line needs "metric", "param" or "tag")")
          .with_hint("{}", examples);
    }
    return found;
  }

  /// Refuses fields that mean nothing: a slip would otherwise lose data in silence.
  void check_names() const {
    for (const auto& [name, value] : map_) {
      if (name == "value" || contains(kinds, name) || contains(metric_fields, name)) {
        continue;
      }
      std::vector<std::string_view> names(kinds.begin(), kinds.end());
      names.push_back("value");
      names.insert(names.end(), metric_fields.begin(), metric_fields.end());
      auto error = Error::invalid("A batch line has no field {}", json_quote_ascii(name));
      const auto meant = nearest(name, names);
      throw meant ? std::move(error).with_hint("Did you mean \"{}\"?", *meant)
                  : std::move(error).with_hint("{}", examples);
    }
  }

  /// Nothing that only metrics have.
  void check_no_metric_fields(std::string_view kind) const {
    for (const std::string_view name : metric_fields) {
      if (find(name) != nullptr) {
        throw Error::invalid("A {} has no \"{}\"", kind, name).with_hint("Only metrics have one");
      }
    }
  }

  /// Nothing if the field is not there or null.
  [[nodiscard]] const yaml::Value* find(std::string_view name) const {
    const yaml::Value* value = find_or_null(name);
    return value != nullptr && !value->is_null() ? value : nullptr;
  }

  [[nodiscard]] const yaml::Value* find_or_null(std::string_view name) const {
    for (const auto& [key, value] : map_) {
      if (key == name) {
        return &value;
      }
    }
    return nullptr;
  }

  /// "" if the field is not there.
  [[nodiscard]] std::string text(std::string_view name) const {
    const yaml::Value* value = find(name);
    if (value == nullptr) {
      return {};
    }
    const auto* text = std::get_if<std::string>(&value->data);
    if (text == nullptr) {
      throw Error::invalid("\"{}\" must be a text, but is {}", name, describe(*value));
    }
    return *text;
  }

  /// MLflow's REST API takes 5, 5.0 and "5" for an integer.
  [[nodiscard]] std::int64_t integer(std::string_view name, std::int64_t otherwise) const {
    const yaml::Value* value = find(name);
    if (value == nullptr) {
      return otherwise;
    }
    if (const auto* integer = std::get_if<std::int64_t>(&value->data)) {
      return *integer;
    }
    constexpr double too_large = 9223372036854775808.0;  // 2^63
    if (const auto* number = std::get_if<double>(&value->data);
        number != nullptr && *number == std::trunc(*number) && *number >= -too_large &&
        *number < too_large) {
      return static_cast<std::int64_t>(*number);
    }
    if (const auto* text = std::get_if<std::string>(&value->data)) {
      if (const auto typed = parse_typed_int(*text)) {
        return *typed;
      }
    }
    throw Error::invalid("\"{}\" must be a whole number of 64 bits, but is {}", name,
                         describe(*value));
  }

  [[nodiscard]] double metric_value(const std::string& key) const {
    const yaml::Value* value = find("value");
    if (value == nullptr) {
      throw Error::invalid("Metric {} has no \"value\"", json_quote_ascii(key));
    }
    if (const auto* number = std::get_if<double>(&value->data)) {
      return *number;
    }
    if (const auto* integer = std::get_if<std::int64_t>(&value->data)) {
      return static_cast<double>(*integer);
    }
    if (const auto* text = std::get_if<std::string>(&value->data)) {
      if (const auto typed = parse_typed_double(*text)) {
        return *typed;
      }
    }
    throw Error::invalid("\"value\" of metric {} must be a number, but is {}",
                         json_quote_ascii(key), describe(*value));
  }

 private:
  const yaml::Map& map_;
};

Metric metric_of(const Fields& fields, std::int64_t now_ms) {
  Metric metric{.key = fields.text("metric")};
  metric.value = fields.metric_value(metric.key);
  metric.timestamp = fields.integer("timestamp", now_ms);
  metric.step = fields.integer("step", 0);
  metric.dataset_name = fields.text("dataset_name");
  metric.dataset_digest = fields.text("dataset_digest");
  metric.model_id = fields.text("model_id");
  if (metric.dataset_name.empty() != metric.dataset_digest.empty()) {
    throw Error::invalid(
        "Metric {} has one of \"dataset_name\" and \"dataset_digest\" without "
        "the other",
        json_quote_ascii(metric.key));
  }
  return metric;
}

}  // namespace

BatchItem batch_item(const yaml::Value& line, std::int64_t now_ms) {
  const auto* map = std::get_if<yaml::Map>(&line.data);
  if (map == nullptr) {
    throw Error::invalid("A batch line must be a JSON object, but this one is {}", describe(line))
        .with_hint("{}", examples);
  }
  const Fields fields(*map);
  fields.check_names();
  const std::string_view kind = fields.kind();
  if (kind == "metric") {
    return metric_of(fields, now_ms);
  }
  fields.check_no_metric_fields(kind);
  std::string key = fields.text(kind);
  const yaml::Value* value = fields.find_or_null("value");  // null is a value: Python's None
  if (value == nullptr) {
    throw Error::invalid("{} {} has no \"value\"", kind == "param" ? "Param" : "Tag",
                         json_quote_ascii(key));
  }
  if (kind == "param") {
    return Param{.key = std::move(key), .value = text_of(*value)};
  }
  return Tag{.key = std::move(key), .value = text_of(*value)};
}

}  // namespace mltrack::wire
