#include "flatten.hpp"

#include "read_input.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/unicode.hpp"
#include "mltrack/wire/batch_line.hpp"
#include "mltrack/yaml/document.hpp"

#include <fmt/format.h>

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

/// A pipe has no ending to go by. YAML reads most of JSON, too, but not its numbers: to YAML 1.1
/// 1e-3 is a text.
bool is_json(std::string_view path, std::string_view text) {
  if (path != "-") {
    return path.ends_with(".json");
  }
  const auto brace = text.find_first_not_of(" \t\r\n");
  const auto next = brace == std::string_view::npos || text[brace] != '{'
                        ? std::string_view::npos
                        : text.find_first_not_of(" \t\r\n", brace + 1);
  return next != std::string_view::npos && (text[next] == '"' || text[next] == '}');
}

}  // namespace

FlatValues flatten(const yaml::Map& map) {
  FlatValues flat;
  add("", map, flat);
  return flat;
}

FlatValues flat_values(Context& context, const std::string& path) {
  const std::string text = read_file_or_input(context, path);
  const std::string name = path == "-" ? "standard input" : escape_controls(path);
  const auto parsed = [&] {
    try {
      return is_json(path, text) ? wire::parse_json(text) : yaml::parse(text);
    } catch (const Error& error) {
      throw Error::invalid("{}: {}", name, error.what()).with_hint("{}", error.hint());
    }
  }();
  const auto* map = std::get_if<yaml::Map>(&parsed.data);
  if (map == nullptr) {
    throw Error::invalid("{}: it is not a mapping of keys to values", name)
        .with_hint("It should look like 'lr: 0.01' or {{\"lr\": 0.01}}.");
  }
  return flatten(*map);
}

}  // namespace mltrack::cli
