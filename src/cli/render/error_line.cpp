#include "error_line.hpp"

#include "mltrack/base/unicode.hpp"
#include "mltrack/wire/json.hpp"

#include <nlohmann/json.hpp>

namespace mltrack::cli {
namespace {

/// Line breaks are kept (a filter is shown with a mark under the place), other controls are not.
std::string harmless_lines(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    out += escape_controls(text.substr(0, end));
    if (end < text.size()) {
      out += '\n';
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

std::string indented(const std::string& lines) {
  std::string out = "  ";
  for (const char c : lines) {
    out += c;
    if (c == '\n') {
      out += "  ";
    }
  }
  return out;
}

}  // namespace

void print_error(Output& err, const Error& error, bool json) {
  if (json) {
    wire::Json object = {{"error",
                          {{"code", std::string(error_code_name(error.code()))},
                           {"message", wire::text_to_json(error.what())}}}};
    if (!error.hint().empty()) {
      object["error"]["hint"] = wire::text_to_json(error.hint());
    }
    err.write(object.dump() + "\n");
    return;
  }
  err.write("mltrack: " + harmless_lines(error.what()) + "\n");
  if (!error.hint().empty()) {
    err.write(indented(harmless_lines(error.hint())) + "\n");
  }
}

}  // namespace mltrack::cli
