#include "http.hpp"

#include "mltrack/base/unicode.hpp"
#include "mltrack/base/url.hpp"

#include <algorithm>
#include <array>

namespace mltrack::server {
namespace {

constexpr std::array<std::string_view, 7> names{"GET",   "HEAD",   "POST",   "PUT",
                                                "PATCH", "DELETE", "OPTIONS"};

/// A form writes a blank as `+`.
std::string decode_parameter(std::string_view text) {
  std::string plain(text);
  std::replace(plain.begin(), plain.end(), '+', ' ');
  return percent_decode(plain);
}

bool is_same_name(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return to_lower_ascii(x) == to_lower_ascii(y); });
}

}  // namespace

std::string_view method_name(Method method) {
  const auto index = static_cast<std::size_t>(method);
  return index < names.size() ? names.at(index) : "OTHER";
}

Method parse_method(std::string_view name) {
  const auto known = std::find(names.begin(), names.end(), name);
  return static_cast<Method>(known - names.begin());
}

Response plain_text(unsigned status, std::string text) {
  return {.status = status, .content_type = "text/plain; charset=utf-8", .body = std::move(text)};
}

std::optional<std::string_view> Request::header(std::string_view name) const {
  for (const Header& header : headers) {
    if (is_same_name(header.name, name)) {
      return header.value;
    }
  }
  return std::nullopt;
}

std::string_view Request::path() const {
  return std::string_view(target).substr(0, target.find('?'));
}

std::vector<std::pair<std::string, std::string>> Request::query() const {
  std::vector<std::pair<std::string, std::string>> parameters;
  const auto mark = target.find('?');
  if (mark == std::string::npos) {
    return parameters;
  }
  std::string_view rest = std::string_view(target).substr(mark + 1);
  while (!rest.empty()) {
    const auto end = std::min(rest.find('&'), rest.size());
    const std::string_view pair = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (!pair.empty()) {
      const auto equals = std::min(pair.find('='), pair.size());
      parameters.emplace_back(decode_parameter(pair.substr(0, equals)),
                              decode_parameter(pair.substr(std::min(equals + 1, pair.size()))));
    }
  }
  return parameters;
}

std::optional<std::string> Request::parameter(std::string_view name) const {
  for (auto& [known, value] : query()) {
    if (known == name) {
      return std::move(value);
    }
  }
  return std::nullopt;
}

}  // namespace mltrack::server
