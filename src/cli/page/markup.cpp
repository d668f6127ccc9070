#include "markup.hpp"

#include "mltrack/base/unicode.hpp"

namespace mltrack::cli {
namespace {

/// U+FFFE and U+FFFF, which XML forbids.
bool is_forbidden(std::string_view rest) {
  return rest.starts_with("\xEF\xBF\xBE") || rest.starts_with("\xEF\xBF\xBF");
}

}  // namespace

std::string markup_text(std::string_view text) {
  const std::string plain = escape_controls(text);
  std::string out;
  out.reserve(plain.size());
  for (std::size_t at = 0; at < plain.size(); ++at) {
    switch (plain[at]) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        if (is_forbidden(std::string_view(plain).substr(at))) {
          out += plain[at + 2] == '\xBE' ? "\\ufffe" : "\\uffff";
          at += 2;
        } else {
          out += plain[at];
        }
    }
  }
  return out;
}

}  // namespace mltrack::cli
