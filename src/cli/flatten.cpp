#include "flatten.hpp"

#include <fmt/format.h>

#include "mltrack/base/error.hpp"
#include "mltrack/base/unicode.hpp"
#include "mltrack/wire/batch_line.hpp"
#include "mltrack/yaml/document.hpp"
#include "read_input.hpp"

namespace mltrack::cli {
namespace {

void add(const std::string& prefix, const yaml::Map& map, FlatValues& out) {
  for (const auto& [key, value] : map) {
    const std::string name = prefix.empty() ? key : fmt::format("{}.{}", prefix, key);
    const auto* nested = std::get_if<yaml::Map>(&value.data);
    if (nested != nullptr && !nested->empty()) {
      add(name, *nested, out);
    } else {
      out.emplace_back(name, yaml::python_str(value));
    }
  }
}

}  // namespace

FlatValues flatten(const yaml::Map& map) {
  FlatValues flat;
  add("", map, flat);
  return flat;
}

FlatValues flat_values(Context& context, const std::string& path) {
  const std::string text = read_file_or_input(context, path);
  const auto parsed = [&] {
    try {
      return path.ends_with(".json") ? wire::parse_json(text) : yaml::parse(text);
    } catch (const Error& error) {
      throw Error::invalid("{}: {}", escape_controls(path), error.what())
          .with_hint("{}", error.hint());
    }
  }();
  const auto* map = std::get_if<yaml::Map>(&parsed.data);
  if (map == nullptr) {
    throw Error::invalid("{}: it is not a mapping of keys to values", escape_controls(path))
        .with_hint("It should look like 'lr: 0.01' or {{\"lr\": 0.01}}.");
  }
  return flatten(*map);
}

}  // namespace mltrack::cli
