#include "names.hpp"

#include "characters.hpp"
#include "schema.hpp"

#include "mltrack/base/unicode.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace mltrack::search::extended {
namespace {

constexpr auto functions = std::to_array<FunctionName>({
    {"num", Function::number},
    {"min", Function::min},
    {"max", Function::max},
    {"mean", Function::mean},
    {"first", Function::first},
    {"last", Function::none},  // the value of the metric itself
    {"count", Function::count},
    {"at", Function::at},
    {"argmin", Function::argmin},
    {"argmax", Function::argmax},
});

constexpr auto of_runs = std::to_array<OwnAttribute>({
    {"id", ValueType::text, "run_id"},
    {"name", ValueType::text, "run_name"},
    {"experiment_id", ValueType::text, "experiment_id"},
    {"lifecycle_stage", ValueType::text, "lifecycle_stage"},
    {"age", ValueType::span, "start_time", Function::age},
    {"duration", ValueType::span, "end_time", Function::duration},
    {"parent", ValueType::text, "parent"},
    {"children", ValueType::number, "children"},
});

constexpr auto of_experiments = std::to_array<OwnAttribute>({
    {"id", ValueType::text, "experiment_id"},
    {"age", ValueType::span, "creation_time", Function::age},
});

}  // namespace

const FunctionName* find_function(std::string_view name) {
  const std::string small = python_lower(name);
  const auto* found = std::find_if(functions.begin(), functions.end(),
                                   [&](const FunctionName& f) { return f.name == small; });
  return found == functions.end() ? nullptr : found;
}

std::span<const OwnAttribute> own_attributes(const Schema& schema) {
  switch (schema.subject) {
    case Subject::runs:
      return of_runs;
    case Subject::experiments:
      return of_experiments;
    default:
      return {};
  }
}

const OwnAttribute* find_own_attribute(const Schema& schema, std::string_view name) {
  const auto own = own_attributes(schema);
  const auto found =
      std::find_if(own.begin(), own.end(), [&](const OwnAttribute& a) { return a.name == name; });
  return found == own.end() ? nullptr : &*found;
}

std::optional<std::string> nearest_own_name(const Schema& schema, std::string_view word) {
  std::vector<std::string_view> names;
  for (const OwnAttribute& attribute : own_attributes(schema)) {
    names.push_back(attribute.name);
  }
  if (schema.subject == Subject::runs) {
    names.push_back(nested_word);
  }
  const std::size_t own_count = names.size();
  for (const Attribute& attribute : schema.attributes) {
    names.push_back(attribute.name);
  }
  auto found = nearest(word, names);
  const auto own_end = names.begin() + static_cast<std::ptrdiff_t>(own_count);
  return found && std::find(names.begin(), own_end, *found) != own_end ? found : std::nullopt;
}

std::optional<std::string> nearest_function(std::string_view word) {
  std::vector<std::string_view> names{artifact_word};
  for (const FunctionName& function : functions) {
    names.push_back(function.name);
  }
  return nearest(python_lower(word), names);
}

}  // namespace mltrack::search::extended
