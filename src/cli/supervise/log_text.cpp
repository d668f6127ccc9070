#include "log_text.hpp"

#include <utility>

namespace mltrack::cli {
namespace {

/// A line this long is passed on before its end.
constexpr std::size_t longest_line = 65536;

/// What of a line without its \n is to be seen: what stands behind the last \r. One at the very end
/// belongs to the line end.
std::string_view visible(std::string_view line) {
  const std::size_t last =
      line.empty() || line.size() == 1 ? std::string_view::npos : line.rfind('\r', line.size() - 2);
  return last == std::string_view::npos ? line : line.substr(last + 1);
}

}  // namespace

std::string LogText::take(std::string_view text) {
  std::string lines;
  for (auto end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
    waiting_ += text.substr(0, end);
    lines += visible(waiting_);
    lines += '\n';
    waiting_.clear();
    text.remove_prefix(end + 1);
  }
  waiting_ += text;
  if (waiting_.size() > longest_line) {
    waiting_ = visible(waiting_);
    if (waiting_.size() > longest_line) {
      lines += std::exchange(waiting_, {});
    }
  }
  return lines;
}

std::string LogText::rest() {
  std::string rest(visible(waiting_));
  waiting_.clear();
  return rest;
}

}  // namespace mltrack::cli
