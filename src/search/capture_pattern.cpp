#include "mltrack/search/capture_pattern.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/unicode.hpp"

#include <cctype>
#include <re2/re2.h>

namespace mltrack::search {
namespace {

/// `(?<name>` in the way of RE2, `(?P<name>`: as Python's neighbours write it.
std::string with_python_names(std::string_view text) {
  std::string result;
  bool in_class = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\\' && i + 1 < text.size()) {
      result += c;
      result += text[++i];
      continue;
    }
    in_class = c == '[' || (in_class && c != ']');
    result += c;
    const std::string_view rest = text.substr(i);
    if (!in_class && rest.starts_with("(?<") && rest.size() > 3 &&
        (std::isalpha(static_cast<unsigned char>(rest[3])) != 0 || rest[3] == '_')) {
      result += "?P";
      ++i;
    }
  }
  return result;
}

}  // namespace

struct CapturePattern::Compiled {
  Compiled(const std::string& text, const re2::RE2::Options& options) : expression(text, options) {}
  re2::RE2 expression;
};

CapturePattern::CapturePattern(std::string_view text) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  constexpr std::int64_t most_memory = 8 << 20;
  options.set_max_mem(most_memory);
  compiled_ = std::make_unique<const Compiled>(with_python_names(text), options);
  const re2::RE2& expression = compiled_->expression;
  if (!expression.ok()) {
    throw Error::invalid("'{}' is no regular expression: {}", escape_controls(text),
                         escape_controls(expression.error()));
  }
  names_.resize(static_cast<std::size_t>(expression.NumberOfCapturingGroups()));
  for (const auto& [number, name] : expression.CapturingGroupNames()) {
    names_[static_cast<std::size_t>(number) - 1] = name;
  }
}

CapturePattern::CapturePattern(CapturePattern&&) noexcept = default;
CapturePattern& CapturePattern::operator=(CapturePattern&&) noexcept = default;
CapturePattern::~CapturePattern() = default;

void CapturePattern::each_match(std::string_view line,
                                const std::function<void(const Groups&)>& visit) const {
  const re2::StringPiece text(line.data(), line.size());
  std::vector<re2::StringPiece> taken(names_.size() + 1);
  Groups groups(names_.size());
  for (std::size_t at = 0; at <= line.size();) {
    if (!compiled_->expression.Match(text, at, line.size(), re2::RE2::UNANCHORED, taken.data(),
                                     static_cast<int>(taken.size()))) {
      return;
    }
    for (std::size_t i = 0; i < groups.size(); ++i) {
      const re2::StringPiece& piece = taken[i + 1];
      groups[i] = piece.data() == nullptr
                      ? std::nullopt
                      : std::optional(std::string_view(piece.data(), piece.size()));
    }
    visit(groups);
    const auto end = static_cast<std::size_t>(taken[0].data() - line.data()) + taken[0].size();
    at = taken[0].empty() ? end + 1 : end;
  }
}

}  // namespace mltrack::search
