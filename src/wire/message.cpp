#include "mltrack/wire/message.hpp"

#include "json_reader.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/number.hpp"
#include "mltrack/base/unicode.hpp"

#include <algorithm>
#include <cmath>

namespace mltrack::wire {
namespace {

constexpr int deepest = 64;

template <class T>
const T* as(const yaml::Value& value) {
  return std::get_if<T>(&value.data);
}

/// As Python's json.dumps(value, sort_keys=True, separators=(",", ":")) writes it.
void append_sorted_json(std::string& out, const yaml::Value& value);

void append_sorted_map(std::string& out, yaml::Map map) {
  std::sort(map.begin(), map.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  out += '{';
  for (std::size_t i = 0; i < map.size(); ++i) {
    out += i == 0 ? "" : ",";
    out += json_quote_ascii(map[i].first) + ":";
    append_sorted_json(out, map[i].second);
  }
  out += '}';
}

void append_sorted_json(std::string& out, const yaml::Value& value) {
  if (const auto* text = as<std::string>(value)) {
    out += json_quote_ascii(*text);
  } else if (const auto* flag = as<bool>(value)) {
    out += *flag ? "true" : "false";
  } else if (const auto* integer = as<std::int64_t>(value)) {
    append_int(out, *integer);
  } else if (const auto* number = as<double>(value)) {
    append_double(out, *number);
  } else if (const auto* map = as<yaml::Map>(value)) {
    append_sorted_map(out, *map);
  } else if (const auto* list = as<yaml::List>(value)) {
    out += '[';
    for (std::size_t i = 0; i < list->size(); ++i) {
      out += i == 0 ? "" : ",";
      append_sorted_json(out, (*list)[i]);
    }
    out += ']';
  } else {
    out += "null";
  }
}

/// Python's name of the type, as MLflow tells it.
const char* python_type(const yaml::Value& value) {
  constexpr const char* names[] = {"NoneType", "bool", "int", "float", "str", "list", "dict"};
  return names[value.data.index()];
}

std::optional<std::int64_t> integer_of(const yaml::Value& value) {
  if (const auto* integer = as<std::int64_t>(value)) {
    return *integer;
  }
  if (const auto* number = as<double>(value)) {
    constexpr double limit = 9223372036854775808.0;  // 2^63
    if (std::trunc(*number) == *number && *number >= -limit && *number < limit) {
      return static_cast<std::int64_t>(*number);
    }
    return std::nullopt;
  }
  const auto* text = as<std::string>(value);
  return text != nullptr ? parse_python_int(*text) : std::nullopt;
}

std::optional<double> number_of(const yaml::Value& value) {
  if (const auto* number = as<double>(value)) {
    return *number;
  }
  if (const auto* integer = as<std::int64_t>(value)) {
    return static_cast<double>(*integer);
  }
  if (const auto* flag = as<bool>(value)) {
    return *flag ? 1.0 : 0.0;  // MLflow: protobuf takes it
  }
  const auto* text = as<std::string>(value);
  return text != nullptr ? parse_python_float(*text) : std::nullopt;
}

}  // namespace

std::string with_api_docs(std::string_view sentence) {
  return fmt::format("{} See the API docs for more information about request parameters.",
                     sentence);
}

Message Message::from_json(std::string_view body) {
  if (body.empty()) {
    return {{}, Origin::json, ""};
  }
  yaml::Value value = read_json(body, deepest);
  if (const auto* text = as<std::string>(value)) {
    value = read_json(std::string(*text), deepest);
  }
  if (value.is_null()) {
    return {{}, Origin::json, ""};
  }
  auto* map = std::get_if<yaml::Map>(&value.data);
  if (map == nullptr) {
    throw Error::invalid(
        "{}", with_api_docs(fmt::format("The body of the request must be a JSON object, not {}.",
                                        python_type(value))));
  }
  return {std::move(*map), Origin::json, ""};
}

Message Message::from_query(const std::vector<std::pair<std::string, std::string>>& parameters) {
  yaml::Map fields;
  for (const auto& [name, value] : parameters) {
    const auto known = std::find_if(fields.begin(), fields.end(),
                                    [&](const auto& field) { return field.first == name; });
    if (known == fields.end()) {
      fields.emplace_back(name, value);
    } else if (auto* list = std::get_if<yaml::List>(&known->second.data)) {
      list->emplace_back(value);
    } else {
      known->second = yaml::List{std::move(known->second), yaml::Value(value)};
    }
  }
  return {std::move(fields), Origin::query, ""};
}

const yaml::Value* Message::find(std::string_view name) const {
  for (const auto& [known, value] : fields_) {
    if (known == name) {
      return value.is_null() ? nullptr : &value;
    }
  }
  return nullptr;
}

const yaml::Value& Message::required(std::string_view name) const {
  const yaml::Value* value = find(name);
  const auto* text = value != nullptr ? as<std::string>(*value) : nullptr;
  if (value == nullptr || (text != nullptr && text->empty())) {
    throw Error::invalid("{}", with_api_docs(fmt::format(
                                   "Missing value for required parameter '{}{}'.", path_, name)));
  }
  return *value;
}

void Message::wrong_type(std::string_view name, const yaml::Value& value) const {
  constexpr std::size_t shown = 500;
  std::string json;
  append_sorted_json(json, value);
  if (json.size() > shown) {
    json.resize(shown);
    json += "...";
  }
  throw Error::invalid(
      "{}", with_api_docs(fmt::format(
                "Invalid value {} for parameter '{}{}' supplied:  Hint: Value was of type '{}'.",
                json, path_, name, python_type(value))));
}

std::string Message::to_text(std::string_view name, const yaml::Value& value) const {
  const auto* text = as<std::string>(value);
  if (text == nullptr) {
    wrong_type(name, value);
  }
  return *text;
}

std::int64_t Message::to_integer(std::string_view name, const yaml::Value& value) const {
  const auto integer = integer_of(value);
  if (!integer) {
    wrong_type(name, value);
  }
  return *integer;
}

bool Message::has(std::string_view name) const {
  return find(name) != nullptr;
}

std::string Message::required_text(std::string_view name) const {
  return to_text(name, required(name));
}

std::int64_t Message::required_integer(std::string_view name) const {
  return to_integer(name, required(name));
}

double Message::required_number(std::string_view name) const {
  const yaml::Value& value = required(name);
  const auto number = number_of(value);
  if (!number) {
    wrong_type(name, value);
  }
  return *number;
}

std::string Message::run_id() const {
  return required_text(!has("run_id") && has("run_uuid") ? "run_uuid" : "run_id");
}

std::string Message::text(std::string_view name) const {
  return find_text(name).value_or("");
}

std::optional<std::string> Message::find_text(std::string_view name) const {
  const yaml::Value* value = find(name);
  return value == nullptr ? std::nullopt : std::optional(to_text(name, *value));
}

std::optional<std::int64_t> Message::find_integer(std::string_view name) const {
  const yaml::Value* value = find(name);
  return value == nullptr ? std::nullopt : std::optional(to_integer(name, *value));
}

bool Message::flag(std::string_view name, bool otherwise) const {
  const yaml::Value* value = find(name);
  if (value == nullptr) {
    return otherwise;
  }
  if (const auto* flag = as<bool>(*value)) {
    return *flag;
  }
  const auto* text = origin_ == Origin::query ? as<std::string>(*value) : nullptr;
  const std::string word = text != nullptr ? to_lower_ascii(*text) : "";
  if (word == "true" || word == "false") {
    return word == "true";
  }
  if (text != nullptr) {
    throw Error::invalid("Invalid boolean value: {}, must be 'true' or 'false'.",
                         escape_controls(*text));
  }
  wrong_type(name, *value);
}

std::vector<std::string> Message::texts(std::string_view name) const {
  const yaml::Value* value = find(name);
  if (value == nullptr) {
    return {};
  }
  if (origin_ == Origin::query && as<std::string>(*value) != nullptr) {
    return {*as<std::string>(*value)};
  }
  const auto* list = as<yaml::List>(*value);
  if (list == nullptr) {
    wrong_type(name, *value);
  }
  std::vector<std::string> result;
  for (const yaml::Value& item : *list) {
    if (as<std::string>(item) == nullptr) {
      wrong_type(name, *value);
    }
    result.push_back(*as<std::string>(item));
  }
  return result;
}

std::vector<Message> Message::messages(std::string_view name) const {
  const yaml::Value* value = find(name);
  if (value == nullptr) {
    return {};
  }
  const auto* list = as<yaml::List>(*value);
  if (list == nullptr) {
    wrong_type(name, *value);
  }
  std::vector<Message> result;
  result.reserve(list->size());
  for (std::size_t i = 0; i < list->size(); ++i) {
    const auto* map = as<yaml::Map>((*list)[i]);
    if (map == nullptr) {
      wrong_type(fmt::format("{}[{}]", name, i), (*list)[i]);
    }
    result.push_back(Message(*map, origin_, fmt::format("{}{}[{}].", path_, name, i)));
  }
  return result;
}

Message Message::message(std::string_view name) const {
  const yaml::Value* value = find(name);
  if (value == nullptr) {
    return {{}, origin_, fmt::format("{}{}.", path_, name)};
  }
  const auto* map = as<yaml::Map>(*value);
  if (map == nullptr) {
    wrong_type(name, *value);
  }
  return {*map, origin_, fmt::format("{}{}.", path_, name)};
}

std::optional<std::size_t> Message::find_choice(std::string_view name,
                                                const std::vector<std::string_view>& names) const {
  const yaml::Value* value = find(name);
  if (value == nullptr) {
    return std::nullopt;
  }
  if (const auto* text = as<std::string>(*value)) {
    const auto known = std::find(names.begin(), names.end(), *text);
    if (known != names.end()) {
      return static_cast<std::size_t>(known - names.begin());
    }
  }
  const auto number = integer_of(*value);
  if (!number && as<std::string>(*value) == nullptr) {
    wrong_type(name, *value);
  }
  const bool is_known = number && *number > 0 && static_cast<std::size_t>(*number) <= names.size();
  return is_known ? std::optional(static_cast<std::size_t>(*number - 1)) : std::nullopt;
}

}  // namespace mltrack::wire
