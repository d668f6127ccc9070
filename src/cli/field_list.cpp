#include "field_list.hpp"

#include <algorithm>
#include <cstddef>

namespace mltrack::cli {
namespace {

void add_trimmed(std::vector<std::string>& fields, std::string_view part) {
  part.remove_prefix(std::min(part.find_first_not_of(" \t\n"), part.size()));
  part = part.substr(0, part.find_last_not_of(" \t\n") + 1);
  if (!part.empty()) {
    fields.emplace_back(part);
  }
}

}  // namespace

std::vector<std::string> split_fields(std::string_view text) {
  std::vector<std::string> fields;
  std::size_t depth = 0;
  char quote = '\0';
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quote != '\0') {
      quote = c == quote ? '\0' : quote;
    } else if (depth > 0 && (c == '"' || c == '`' || c == '\'')) {
      quote = c;
    } else if (c == '(') {
      ++depth;
    } else if (c == ')') {
      depth -= depth > 0 ? 1 : 0;
    } else if (c == ',' && depth == 0) {
      add_trimmed(fields, text.substr(begin, i - begin));
      begin = i + 1;
    }
  }
  add_trimmed(fields, text.substr(begin));
  return fields;
}

bool is_expression(std::string_view field) {
  return field.find('(') != std::string_view::npos && field.ends_with(')');
}

}  // namespace mltrack::cli
