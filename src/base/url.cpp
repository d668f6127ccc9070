#include "mltrack/base/url.hpp"

#include "mltrack/base/unicode.hpp"

#include <fmt/format.h>

#include <cctype>
#include <vector>

namespace mltrack {
namespace {

bool is_scheme_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' ||
         c == '-' || c == '.';
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') {
    return c - '0';
  }
  const char low = static_cast<char>(c | 0x20);
  return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

}  // namespace

std::string uri_scheme(std::string_view uri) {
  const auto colon = uri.find(':');
  if (colon == std::string_view::npos || colon < 2) {
    return {};
  }
  std::string scheme;
  for (const char c : uri.substr(0, colon)) {
    if (!is_scheme_character(c)) {
      return {};
    }
    scheme += to_lower_ascii(c);
  }
  return scheme[0] >= 'a' && scheme[0] <= 'z' ? scheme : std::string{};
}

std::string file_uri(std::string_view absolute_path) {
  std::string uri = "file://";
  for (const char c : absolute_path) {
    // What urllib.parse.quote leaves alone; MLflow goes through pathname2url, which is quote().
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '_' || c == '.' || c == '-' || c == '~' || c == '/';
    if (plain) {
      uri += c;
    } else {
      uri += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return uri;
}

std::optional<std::string> local_path(std::string_view uri) {
  const std::string scheme = uri_scheme(uri);
  if (scheme.empty()) {
    return std::string(uri);
  }
  if (scheme != "file") {
    return std::nullopt;
  }
  uri.remove_prefix(uri.find(':') + 1);
  if (uri.substr(0, 2) == "//") {
    uri.remove_prefix(2);
    const auto slash = uri.find('/');
    const std::string_view host = uri.substr(0, slash);
    if (slash == std::string_view::npos || !(host.empty() || host == "localhost")) {
      return std::nullopt;
    }
    uri.remove_prefix(slash);
  }
  return percent_decode(uri.substr(0, uri.find_first_of("?#")));
}

std::string percent_decode(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 &&
        hex_value(text[i + 2]) >= 0) {
      out += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

std::string append_to_uri_path(std::string_view uri, std::string_view suffix) {
  // MLflow: a plain path has no query, so `?` and `#` are letters of it.
  const auto end =
      uri_scheme(uri).empty() ? uri.size() : std::min(uri.find_first_of("?#"), uri.size());
  std::string out(uri.substr(0, end));
  if (!out.empty() && out.back() != '/') {
    out += '/';
  }
  out += suffix;
  out += uri.substr(end);
  return out;
}

std::string normalize_path(std::string_view path) {
  const bool absolute = !path.empty() && path[0] == '/';
  // POSIX leaves two leading slashes to the system; Python keeps exactly two.
  const bool two_slashes = path.substr(0, 2) == "//" && path.substr(0, 3) != "///";
  std::vector<std::string_view> parts;
  while (!path.empty()) {
    const auto slash = std::min(path.find('/'), path.size());
    const std::string_view part = path.substr(0, slash);
    path.remove_prefix(std::min(slash + 1, path.size()));
    if (part.empty() || part == ".") {
      continue;
    }
    if (part != ".." || (parts.empty() && !absolute) || (!parts.empty() && parts.back() == "..")) {
      parts.push_back(part);
    } else if (!parts.empty()) {
      parts.pop_back();
    }
  }
  std::string out = two_slashes ? "//" : absolute ? "/" : "";
  for (std::size_t i = 0; i < parts.size(); ++i) {
    out += i == 0 ? "" : "/";
    out += parts[i];
  }
  return out.empty() ? "." : out;
}

}  // namespace mltrack
