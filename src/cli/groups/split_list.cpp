#include "split_list.hpp"

#include <utility>

namespace mltrack::cli {
namespace {

constexpr std::string_view blanks = " \t\n";

std::string trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(blanks);
  return begin == std::string_view::npos
             ? std::string()
             : std::string(text.substr(begin, text.find_last_not_of(blanks) - begin + 1));
}

}  // namespace

std::vector<std::string> split_list(std::string_view text) {
  std::vector<std::string> parts;
  int depth = 0;
  char quote = '\0';
  std::size_t begin = 0;
  const auto end_part = [&](std::size_t end) {
    if (auto part = trimmed(text.substr(begin, end - begin)); !part.empty()) {
      parts.push_back(std::move(part));
    }
    begin = end + 1;
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quote != '\0') {
      quote = c == quote ? '\0' : quote;
    } else if (c == '`' || c == '"' || c == '\'') {
      quote = c;
    } else if (c == '(' || c == ')') {
      depth += c == '(' ? 1 : -1;
    } else if (c == ',' && depth == 0) {
      end_part(i);
    }
  }
  end_part(text.size());
  return parts;
}

}  // namespace mltrack::cli
