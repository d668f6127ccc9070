#include "regex_pattern.hpp"

#include <cstdint>
#include <re2/re2.h>

namespace mltrack::search {
namespace {

re2::StringPiece piece(std::string_view text) {
  return {text.data(), text.size()};
}

re2::RE2::Options options() {
  re2::RE2::Options options;
  options.set_log_errors(false);  // else it writes to stderr itself
  // An expression of tens of thousands of states is no expression that a person wrote, and time is
  // in proportion to them.
  constexpr std::int64_t most_memory = 2 << 20;
  options.set_max_mem(most_memory);
  return options;
}

}  // namespace

std::optional<std::string> regex_error(std::string_view text) {
  const re2::RE2 expression(piece(text), options());
  return expression.ok() ? std::nullopt : std::optional(expression.error());
}

RegexPattern::RegexPattern(std::string_view text)
    : expression_(std::make_unique<const re2::RE2>(piece(text), options())) {}

RegexPattern::RegexPattern(RegexPattern&&) noexcept = default;
RegexPattern& RegexPattern::operator=(RegexPattern&&) noexcept = default;
RegexPattern::~RegexPattern() = default;

bool RegexPattern::matches(std::string_view text) const {
  return re2::RE2::PartialMatch(piece(text), *expression_);
}

}  // namespace mltrack::search
